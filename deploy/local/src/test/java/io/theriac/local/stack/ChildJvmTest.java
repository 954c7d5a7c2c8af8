package io.theriac.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void shouldRunTheMainClassWithItsArgumentsPropertiesAndEnvironment() {
    try (ChildProcess child =
        speaker().property("word", "prop").env("WORD", "env").args("hello", "stay").start()) {
      child.awaitReady(() -> child.tail(5).contains("hello prop env"), LIMIT);

      assertThat(child.isAlive()).isTrue();
      assertThat(child.exitCode()).isEmpty();
    }
  }

  @Test
  void shouldEndWithItsParent() throws IOException {
    Path pidFile = directory.resolve("grandchild.pid");
    try (ChildProcess parent =
        ChildJvm.of(Parent.class)
            .log(directory.resolve("parent.log"))
            .args(directory.toString(), pidFile.toString())
            .start()) {
      parent.awaitReady(() -> Files.exists(pidFile), LIMIT);
      ProcessHandle grandchild =
          ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();

      parent.kill();

      assertThat(Processes.awaitEnd(grandchild, LIMIT)).isTrue();
    }
  }

  @Test
  void shouldShowTheEndOfTheLogWhenTheChildFails() {
    ChildProcess child = speaker().args("broken pipes", "fail").start();

    assertThatThrownBy(() -> child.awaitReady(() -> false, LIMIT))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("The speaker stopped with exit code 1")
        .hasMessageContaining("broken pipes")
        .hasMessageContaining("speaker.log");
  }

  @Test
  void shouldGiveUpOnAChildThatNeverAnswers() {
    try (ChildProcess child = speaker().args("hello", "stay").start()) {
      assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(200)))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("did not answer");
    }
  }

  @Test
  void shouldKillAtOnceAndKeepTheLogOfTheRunBefore() {
    ChildProcess first = speaker().args("first", "stay").start();
    first.awaitReady(() -> first.tail(5).toString().contains("first"), LIMIT);
    first.kill();
    assertThat(first.isAlive()).isFalse();

    ChildProcess second = speaker().args("second", "leave").start();
    assertThat(second.waitFor(LIMIT)).isTrue();

    assertThat(second.tail(5)).anyMatch(line -> line.startsWith("second"));
    assertThat(directory.resolve("speaker.log.1")).content().contains("first");
  }

  private ChildJvm speaker() {
    return ChildJvm.of(Speaker.class)
        .name("speaker")
        .heap("32m")
        .jvmArgs("-XX:+UseSerialGC")
        .log(directory.resolve("speaker.log"));
  }

  /** Says its first argument and then stays, leaves or fails. */
  static final class Speaker {
    public static void main(String[] args) throws InterruptedException {
      System.out.println(args[0] + " " + System.getProperty("word") + " " + System.getenv("WORD"));
      switch (args[1]) {
        case "stay" -> Thread.currentThread().join();
        case "fail" -> throw new IllegalStateException(args[0]);
        default -> System.out.println("bye");
      }
    }
  }

  /** Starts a speaker that stays, writes its process id, and stays itself. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      ChildProcess child =
          ChildJvm.of(Speaker.class)
              .log(Path.of(args[0], "grandchild.log"))
              .args("hello", "stay")
              .start();
      child.awaitReady(() -> !child.tail(1).isEmpty(), LIMIT);
      Path fresh = Path.of(args[1] + ".new");
      Files.writeString(fresh, Long.toString(child.pid()));
      Files.move(fresh, Path.of(args[1]));
      Thread.currentThread().join();
    }
  }
}
