package io.theriac.streams.whole;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Makes the processors of a topology do each record as a whole or not at all, task by task: see
 * {@link WholeRecord}.
 */
public final class WholeRecords {

  private final Set<String> processors = ConcurrentHashMap.newKeySet();
  private final Map<TaskId, WholeRecord> tasks = new ConcurrentHashMap<>();

  /** The processor, taking part in the whole under its name in the topology. */
  public <K, V, L, W> ProcessorSupplier<K, V, L, W> part(
      String name, ProcessorSupplier<K, V, L, W> supplier) {
    processors.add(name);
    return () -> new Part<>(name, supplier.get(), this);
  }

  /** That of a task; there is one as long as the task runs. */
  public WholeRecord of(TaskId task) {
    return tasks.computeIfAbsent(task, id -> new WholeRecord());
  }

  void closed(TaskId task) {
    tasks.remove(task);
  }

  boolean isProcessor(String node) {
    return processors.contains(node);
  }
}
