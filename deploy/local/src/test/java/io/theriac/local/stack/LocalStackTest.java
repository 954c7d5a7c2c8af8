package io.theriac.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.streams.files.DirectoryLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stack refuses, and what it makes of the traces of earlier ones; nothing is started. */
class LocalStackTest {
  private static final long NO_PROCESS = Integer.MAX_VALUE;

  @TempDir Path directory;

  @Test
  void shouldNameTheTakenPortAndTheOptionBeforeItStartsAnything() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()));
      StackOptions options = StackOptions.isolated(directory).registryPort(taken.getLocalPort());

      assertThatThrownBy(() -> LocalStack.start(options))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("Port " + taken.getLocalPort())
          .hasMessageContaining("--registry-port");
      assertThat(directory.resolve("logs")).doesNotExist();
      assertThat(directory.resolve("stack.properties")).doesNotExist();
    }
  }

  @Test
  void shouldRefuseADirectoryThatIsAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> LocalStack.start(StackOptions.isolated(file)))
        .isInstanceOf(StackException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--data");
  }

  @Test
  void shouldRefuseADirectoryThatAnotherStackHolds() throws IOException {
    try (DirectoryLock held = new StackDirectory(directory).lock()) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> LocalStack.start(StackOptions.isolated(directory)))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("Another process has a stack in " + directory);
    }
  }

  @Test
  void shouldRefuseToStartTwice() {
    rememberOurselvesAsTheStack(startOfThisJvm());

    assertThatThrownBy(() -> LocalStack.start(StackOptions.isolated(directory)))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("already runs")
        .hasMessageContaining("127.0.0.1:9092")
        .hasMessageContaining("theriac stack down");
  }

  @Test
  void shouldReportARunningStack() {
    rememberOurselvesAsTheStack(startOfThisJvm());

    StackStatus status = LocalStack.status(directory).orElseThrow();

    assertThat(status.isRunning()).isTrue();
    assertThat(status.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(status.registryUrl()).isEqualTo("http://127.0.0.1:8081/apis/ccompat/v7");
  }

  @Test
  void shouldReportNoStackWhereNoneWasStarted() {
    assertThat(LocalStack.status(directory)).isEmpty();
    assertThat(LocalStack.stop(directory)).isFalse();
  }

  @Test
  void shouldForgetAStackWhoseProcessesAreGone() {
    StackMember gone = new StackMember(NO_PROCESS, Instant.now(), 9092);
    new StackDirectory(directory).write(gone, gone);

    assertThat(LocalStack.status(directory)).isEmpty();
    assertThat(LocalStack.stop(directory)).isFalse();
    assertThat(directory.resolve("stack.properties")).doesNotExist();
  }

  @Test
  void shouldLeaveAnotherProcessWithTheRememberedIdAlone() {
    rememberOurselvesAsTheStack(startOfThisJvm().minusSeconds(3600));

    assertThat(LocalStack.status(directory)).isEmpty();
    assertThat(LocalStack.stop(directory)).isFalse();
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void shouldForgetADamagedStateFile() throws IOException {
    Files.writeString(directory.resolve("stack.properties"), "broker.pid=half a li");

    assertThat(LocalStack.status(directory)).isEmpty();
    assertThat(LocalStack.stop(directory)).isFalse();
  }

  private void rememberOurselvesAsTheStack(Instant started) {
    long pid = ProcessHandle.current().pid();
    new StackDirectory(directory)
        .write(new StackMember(pid, started, 9092), new StackMember(pid, started, 8081));
  }

  private static Instant startOfThisJvm() {
    return ProcessHandle.current().info().startInstant().orElseThrow();
  }
}
