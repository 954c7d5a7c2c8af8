package io.theriac.it;

/** Theriac's topics read and written by the official JavaScript client. */
class OfficialJsIT extends OfficialJsContract {

  @Override
  String bootstrapServers() {
    return SharedStack.get().bootstrapServers();
  }

  @Override
  String registryUrl() {
    return SharedStack.get().registryUrl();
  }
}
