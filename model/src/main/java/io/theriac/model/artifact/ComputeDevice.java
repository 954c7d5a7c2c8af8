package io.theriac.model.artifact;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Locale;

/** Where a network computes. */
public enum ComputeDevice {
  /** A GPU if the engine finds one, otherwise the CPU. */
  AUTO,
  CPU,
  GPU;

  /**
   * Reads an option's value, whatever its case.
   *
   * @throws IllegalArgumentException if it is none of auto, cpu, gpu
   */
  public static ComputeDevice parse(String value) {
    for (ComputeDevice device : values()) {
      if (device.name().equals(value.strip().toUpperCase(Locale.ROOT))) {
        return device;
      }
    }
    throw new IllegalArgumentException(
        "Device '%s' does not exist: use auto, cpu or gpu.".formatted(value));
  }

  /**
   * The engine's device.
   *
   * @throws IllegalStateException if a GPU is asked for and there is none
   */
  public Device resolve() {
    boolean gpu = this != CPU && Engine.getInstance().getGpuCount() > 0;
    if (this == GPU && !gpu) {
      throw new IllegalStateException(
          "Device gpu was asked for, but the engine finds none: install its CUDA libraries, or use"
              + " auto or cpu.");
    }
    return gpu ? Device.gpu() : Device.cpu();
  }
}
