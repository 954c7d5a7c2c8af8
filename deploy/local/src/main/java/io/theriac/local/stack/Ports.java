package io.theriac.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on the loopback address. */
public final class Ports {
  /**
   * Free ports are taken from below the range from which systems give ports to outgoing
   * connections: while a killed broker is down, a client that retries could otherwise be given the
   * broker's own port and keep it from coming back.
   */
  private static final int LOWEST = 20_000;

  private static final int BEYOND = 32_000;
  private static final int TRIES = 200;

  private Ports() {}

  /** A port that nothing listens on now. */
  public static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new StackException(
        "No free port found between %d and %d: name one with --broker-port and --registry-port."
            .formatted(LOWEST, BEYOND));
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether something accepts connections on the port. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** The wanted port, or a free one for 0; refuses a port that is taken. */
  static int resolve(int wanted, String what, String option) {
    if (wanted == 0) {
      return free();
    }
    if (!isFree(wanted)) {
      throw new StackException(
          ("Port %d, wanted for the %s, is taken by another program: stop that program, "
                  + "or choose another port with %s (0 picks a free one).")
              .formatted(wanted, what, option));
    }
    return wanted;
  }
}
