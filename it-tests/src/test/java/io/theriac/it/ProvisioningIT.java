package io.theriac.it;

/** Topic provisioning on the real broker and registry. */
class ProvisioningIT extends ProvisioningContract {

  @Override
  String bootstrapServers() {
    return SharedStack.get().bootstrapServers();
  }

  @Override
  String registryUrl() {
    return SharedStack.get().registryUrl();
  }
}
