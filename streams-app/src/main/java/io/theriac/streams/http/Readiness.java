package io.theriac.streams.http;

import java.util.List;

/**
 * Whether the application can do its work.
 *
 * @param obstacles what stands in the way, a sentence each; ready when there are none
 * @param remarks what an operator should know though the work goes on
 */
public record Readiness(List<String> obstacles, List<String> remarks) {

  public Readiness {
    obstacles = List.copyOf(obstacles);
    remarks = List.copyOf(remarks);
  }

  public boolean isReady() {
    return obstacles.isEmpty();
  }

  /** Lines for a person to read. */
  public String describe() {
    StringBuilder text = new StringBuilder(isReady() ? "ready\n" : "not ready\n");
    obstacles.forEach(obstacle -> text.append("- ").append(obstacle).append('\n'));
    remarks.forEach(remark -> text.append("note: ").append(remark).append('\n'));
    return text.toString();
  }
}
