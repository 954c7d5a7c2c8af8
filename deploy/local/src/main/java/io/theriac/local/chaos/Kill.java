package io.theriac.local.chaos;

/** Ways to break a running system. */
public enum Kill {
  APP("app", "the application, kill -9"),
  BROKER("broker", "the broker, kill -9"),
  REGISTRY("registry", "the schema registry, kill -9"),
  STATE("state", "the application, and its state directory wiped"),
  REBALANCE("rebalance", "a second instance, joining and leaving"),
  TAKEOVER("takeover", "the application, kill -9 beside a second instance that takes over");

  private final String key;
  private final String victim;

  Kill(String key, String victim) {
    this.key = key;
    this.victim = victim;
  }

  /** Its name in the summary. */
  public String key() {
    return key;
  }

  /** What is broken, in words. */
  public String victim() {
    return victim;
  }
}
