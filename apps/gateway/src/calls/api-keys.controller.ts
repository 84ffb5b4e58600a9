import {
  createApiKey,
  createApiKeyEndpoint,
  listApiKeys,
  listApiKeysEndpoint,
  revokeApiKey,
  revokeApiKeyEndpoint,
} from '@seatkeeper/contracts';
import { newApiKey } from '../access/api-keys.js';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller } from './by.js';

export const ApiKeysController = controllerOf('ApiKeysController', [
  asks(listApiKeysEndpoint, listApiKeys, (call) => ({ ...byCaller(call), userId: call.params.id })),

  /** The secret is made here and answered from here: no message, document or log ever holds it. */
  answers(createApiKeyEndpoint, async (bus, call) => {
    const keyId = call.newId('key');
    const { text, secretHash } = newApiKey(keyId);
    const question = { ...byCaller(call), userId: call.params.id, keyId, secretHash, key: call.body };
    return { ...(await bus.request(createApiKey, question)), key: text };
  }),
  asks(revokeApiKeyEndpoint, revokeApiKey, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
    keyId: call.params.keyId,
    commandId: call.newId('cmd'),
  })),
]);
