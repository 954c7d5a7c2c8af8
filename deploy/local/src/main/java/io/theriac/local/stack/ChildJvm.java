package io.theriac.local.stack;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes a child JVM: {@code ChildJvm.of(BrokerMain.class).heap("512m").log(file).start()}.
 *
 * <p>The child runs the same JDK and, unless told otherwise, the same class path. It ends with its
 * parent, even when the parent is killed, unless it is {@linkplain #detached() detached}.
 */
public final class ChildJvm {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final String mainClass;
  private final List<String> jvmArgs = new ArrayList<>();
  private final List<String> args = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String name;
  private String classpath = System.getProperty("java.class.path");
  private Path log;
  private boolean detached;

  private ChildJvm(String mainClass) {
    this.mainClass = mainClass;
    this.name = mainClass.substring(mainClass.lastIndexOf('.') + 1);
  }

  public static ChildJvm of(Class<?> mainClass) {
    return new ChildJvm(mainClass.getName());
  }

  public static ChildJvm of(String mainClass) {
    return new ChildJvm(mainClass);
  }

  /** The name used in messages, such as "broker". */
  public ChildJvm name(String value) {
    name = value;
    return this;
  }

  public ChildJvm classpath(String value) {
    classpath = value;
    return this;
  }

  /** The largest heap, as {@code -Xmx} takes it: "512m". */
  public ChildJvm heap(String value) {
    return jvmArgs("-Xmx" + value);
  }

  public ChildJvm property(String key, Object value) {
    return jvmArgs("-D" + key + "=" + value);
  }

  public ChildJvm jvmArgs(String... values) {
    jvmArgs.addAll(Arrays.asList(values));
    return this;
  }

  public ChildJvm args(String... values) {
    args.addAll(Arrays.asList(values));
    return this;
  }

  public ChildJvm env(String key, String value) {
    environment.put(key, value);
    return this;
  }

  /** Where standard output and error go; the log of the run before is kept beside it as .1. */
  public ChildJvm log(Path value) {
    log = value.toAbsolutePath();
    return this;
  }

  /** Lets the child outlive this JVM, in a session of its own. */
  public ChildJvm detached() {
    detached = true;
    return this;
  }

  public ChildJvm detached(boolean value) {
    detached = value;
    return this;
  }

  /** Starts the child; it is running, but not necessarily ready, on return. */
  public ChildProcess start() {
    if (log == null) {
      throw new IllegalStateException("A child JVM needs a log file.");
    }
    try {
      rotateLog();
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      builder.redirectInput(detached ? Redirect.from(new File("/dev/null")) : Redirect.PIPE);
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException failure) {
      throw new StackException(
          "Cannot start the %s: %s".formatted(name, failure.getMessage()), failure);
    }
  }

  /** The whole command line. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Control-C in a terminal reaches the whole process group: the parent decides the order.
      command.add(SETSID.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArgs);
    command.add("-cp");
    if (detached) {
      command.addAll(List.of(classpath, mainClass));
    } else {
      command.addAll(List.of(withTether(), Tether.class.getName(), mainClass));
    }
    command.addAll(args);
    return command;
  }

  private String withTether() {
    Path own = CodePlace.of(Tether.class);
    List<String> entries = Arrays.asList(classpath.split(File.pathSeparator, -1));
    return entries.contains(own.toString()) ? classpath : classpath + File.pathSeparator + own;
  }

  private void rotateLog() throws IOException {
    Files.createDirectories(log.getParent());
    if (Files.exists(log)) {
      Path previous = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
