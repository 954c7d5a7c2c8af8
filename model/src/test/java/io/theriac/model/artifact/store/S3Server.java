package io.theriac.model.artifact.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.filesystem.FilesystemApiMetadata;

/** A server that speaks S3, with one bucket, and asks for signed requests. */
public final class S3Server implements AutoCloseable {

  public static final String BUCKET = "models";
  public static final String REGION = "eu-central-1";
  public static final String ACCESS_KEY = "theriac-test";
  public static final String SECRET_KEY = "secret-of-the-test";

  private final BlobStoreContext context;
  private final URI endpoint;
  private S3Proxy proxy;

  /**
   * Starts one.
   *
   * @param directory where it keeps objects
   */
  public S3Server(Path directory) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toString());
    context =
        ContextBuilder.newBuilder(new FilesystemApiMetadata())
            .credentials("none", "none")
            .overrides(properties)
            .build(BlobStoreContext.class);
    blobs().createContainerInLocation(null, BUCKET);
    try (ServerSocket free = new ServerSocket(0)) {
      endpoint = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    start();
  }

  /** The address of the server; buckets stand in the path. */
  public URI endpoint() {
    return endpoint;
  }

  /** Writes a profile that may use the server. */
  public static Path writeProfile(Path file) throws IOException {
    return Files.writeString(
        file,
        """
        [default]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(ACCESS_KEY, SECRET_KEY));
  }

  /** What the server keeps. */
  public BlobStore blobs() {
    return context.getBlobStore();
  }

  /** Answers at the same address again. */
  public void start() {
    try {
      proxy =
          S3Proxy.builder()
              .blobStore(blobs())
              .endpoint(endpoint)
              .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
              .build();
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server does not start.", e);
    }
  }

  /** Refuses connections until it is started again; objects stay. */
  public void stop() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server does not stop.", e);
    }
  }

  @Override
  public void close() {
    stop();
    context.close();
  }
}
