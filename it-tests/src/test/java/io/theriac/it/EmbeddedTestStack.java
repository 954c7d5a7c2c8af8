package io.theriac.it;

import io.theriac.local.stack.LocalStack;
import io.theriac.local.stack.StackOptions;
import java.nio.file.Path;

/** The project's own local stack: child processes on this machine. */
final class EmbeddedTestStack implements TestStack {
  private final LocalStack stack;

  EmbeddedTestStack(Path directory) {
    stack = LocalStack.start(StackOptions.isolated(directory));
  }

  @Override
  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  @Override
  public String registryUrl() {
    return stack.registryUrl();
  }

  @Override
  public void killBroker() {
    stack.killBroker();
  }

  @Override
  public void restartBroker() {
    stack.restartBroker();
  }

  @Override
  public void killRegistry() {
    stack.killRegistry();
  }

  @Override
  public void restartRegistry() {
    stack.restartRegistry();
  }

  @Override
  public void close() {
    stack.close();
  }
}
