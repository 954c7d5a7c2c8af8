// Confluent's own JavaScript serde at Theriac's topics: reads and writes what Theriac wrote and reads.
//
//   node official.js consume BOOTSTRAP REGISTRY TOPIC COUNT
//     reads COUNT records from the beginning and prints one JSON object a line:
//     {"partition", "offset", "timestamp", "key", "value"}
//   node official.js produce BOOTSTRAP REGISTRY TOPIC < event.json
//     writes {"key", "timestamp", "value"} under the newest schema of the topic's subject and
//     prints {"partition", "offset"}
//
// Fails with exit code 1 and one line on stderr; gives up after TIMEOUT_MS (60000).
'use strict';

const { Kafka, logLevel } = require('kafkajs');
const {
  AvroDeserializer,
  AvroSerializer,
  SchemaRegistryClient,
  SerdeType,
} = require('@confluentinc/schemaregistry');

const [verb, bootstrap, registryUrl, topic, count] = process.argv.slice(2);
const kafka = new Kafka({ brokers: (bootstrap ?? '').split(','), logLevel: logLevel.NOTHING });

async function consume(wanted) {
  const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });
  const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
  const consumer = kafka.consumer({
    groupId: `official-js-${process.pid}-${Date.now()}`,
    readUncommitted: false,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let seen = 0;
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          if (seen >= wanted) {
            return;
          }
          const value = message.value && (await deserializer.deserialize(topic, message.value));
          const { offset, timestamp } = message;
          const key = message.key && message.key.toString();
          print({ partition, offset, timestamp, key, value });
          seen += 1;
          if (seen === wanted) {
            resolve();
          }
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
}

async function produce() {
  const event = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
  const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });
  const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
    useLatestVersion: true,
    autoRegisterSchemas: false,
  });
  const producer = kafka.producer();
  await producer.connect();
  const value = await serializer.serialize(topic, event.value);
  const [{ partition, baseOffset }] = await producer.send({
    topic,
    messages: [{ key: event.key, value, timestamp: String(event.timestamp) }],
  });
  await producer.disconnect();
  print({ partition, offset: baseOffset });
}

function print(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`);
}

function fail(message) {
  process.stderr.write(`official.js: ${message}\n`);
  process.exit(1);
}

const limit = Number(process.env.TIMEOUT_MS ?? 60000);
setTimeout(() => fail(`gave up on ${topic} after ${limit} ms`), limit).unref();

const verbs = { consume: () => consume(Number(count)), produce };
if (!Object.hasOwn(verbs, verb) || !topic || (verb === 'consume' && !(Number(count) > 0))) {
  fail('usage: consume BOOTSTRAP REGISTRY TOPIC COUNT | produce BOOTSTRAP REGISTRY TOPIC < event.json');
}
verbs[verb]().then(
  () => process.exit(0),
  (error) => fail(error.message),
);
