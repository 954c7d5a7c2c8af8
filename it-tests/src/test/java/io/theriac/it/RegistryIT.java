package io.theriac.it;

/** The serde against the real registry and the official Java client. */
class RegistryIT extends RegistryContract {

  @Override
  String registryUrl() {
    return SharedStack.get().registryUrl();
  }
}
