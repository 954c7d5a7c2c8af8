package io.theriac.trainer.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts the arrays that managers hold natively. */
final class NativeArrays {

  private NativeArrays() {}

  /** Arrays of all managers of the process. */
  static int count() {
    try (NDManager any = Engine.getEngine("PyTorch").newBaseManager()) {
      return count(any.getParentManager());
    }
  }

  private static int count(NDManager manager) {
    try {
      Field resources = BaseNDManager.class.getDeclaredField("resources");
      resources.setAccessible(true);
      int sum = 0;
      for (Object held : ((Map<?, ?>) resources.get(manager)).values()) {
        if (held instanceof NDManager below) {
          sum += count(below);
        } else if (held instanceof NDArray) {
          sum++;
        }
      }
      return sum;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("DJL keeps its arrays elsewhere", e);
    }
  }
}
