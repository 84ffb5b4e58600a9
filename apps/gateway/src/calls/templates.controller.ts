import {
  changeTemplate,
  changeTemplateEndpoint,
  getAccount,
  getTemplate,
  getTemplateEndpoint,
  getUser,
  listTemplates,
  listTemplatesEndpoint,
  previewTemplate,
  previewTemplateEndpoint,
  resetTemplate,
  resetTemplateEndpoint,
  testTemplate,
  testTemplateEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount, seenBy } from './by.js';

export const TemplatesController = controllerOf('TemplatesController', [
  asks(listTemplatesEndpoint, listTemplates, inAccount),
  asks(getTemplateEndpoint, getTemplate, (call) => ({ ...inAccount(call), ...call.params })),
  asks(changeTemplateEndpoint, changeTemplate, (call) => ({
    ...byCaller(call),
    ...call.params,
    wording: call.body,
    ifVersion: call.ifVersion,
  })),
  asks(resetTemplateEndpoint, resetTemplate, (call) => ({
    ...byCaller(call),
    ...call.params,
    ifVersion: call.ifVersion,
  })),
  asks(testTemplateEndpoint, testTemplate, (call) => ({
    ...byCaller(call),
    ...call.params,
    wording: call.body.wording,
  })),

  /** Identity says first whether the caller sees the person of whom the mail would say something. */
  answers(previewTemplateEndpoint, async (bus, call) => {
    const { wording, user: userId } = call.body;
    const [{ name, slug }] = await Promise.all([
      bus.request(getAccount, inAccount(call)),
      userId === undefined ? null : bus.request(getUser, { ...seenBy(call), userId }),
    ]);
    return bus.request(previewTemplate, {
      ...byCaller(call),
      ...call.params,
      account: { name, slug },
      wording,
      userId,
    });
  }),
]);
