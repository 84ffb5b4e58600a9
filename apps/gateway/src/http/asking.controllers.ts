import { Controller, type Type } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import type { EndpointContract, Output, RequestContract } from '@seatkeeper/contracts';
import type { z } from 'zod';
import type { Call } from './call.js';
import { Endpoint } from './endpoint.decorator.js';

/** A call of the API whose answer is found by asking services, and nothing else. */
export interface AskingCall {
  readonly endpoint: EndpointContract;
  readonly answer: (bus: Bus, call: Call<EndpointContract>) => Promise<unknown>;
}

/** A call that asks one question: how it is made of the call's parts, and what the client gets for the answer. */
export const asks = <C extends EndpointContract, R extends RequestContract>(
  endpoint: C,
  request: R,
  question: (call: Call<C>) => z.input<R['input']>,
  reply: (answer: Output<R>) => unknown = (answer) => answer,
): AskingCall => answers(endpoint, async (bus, call) => reply(await bus.request(request, question(call))));

/** A call that asks several questions, or different ones by what it is given. */
export const answers = <C extends EndpointContract>(
  endpoint: C,
  answer: (bus: Bus, call: Call<C>) => Promise<unknown>,
): AskingCall => ({ endpoint, answer });

/** The controller of calls that only ask; `name` is for the messages of a wrong start. */
export function controllerOf(name: string, calls: readonly AskingCall[]): Type {
  @Controller()
  class Asking {
    constructor(readonly bus: Bus) {}
  }
  Object.defineProperty(Asking, 'name', { value: name });
  for (const { endpoint, answer } of calls) {
    const descriptor = {
      value: function (this: Asking, call: Call<EndpointContract>) {
        return answer(this.bus, call);
      },
    };
    Object.defineProperty(Asking.prototype, endpoint.id, descriptor);
    Endpoint(endpoint)(Asking.prototype, endpoint.id, descriptor);
  }
  return Asking;
}
