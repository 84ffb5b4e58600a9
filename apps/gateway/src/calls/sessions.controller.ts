import {
  endOtherSessionsEndpoint,
  endOwnSessionEndpoint,
  endSession,
  endSessions,
  endUserSessionEndpoint,
  endUserSessionsEndpoint,
  listOwnSessionsEndpoint,
  listSessions,
  listUserSessionsEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { byCaller, inAccount, seenBy, sessionOf } from './by.js';

export const SessionsController = controllerOf('SessionsController', [
  asks(listOwnSessionsEndpoint, listSessions, (call) => ({
    ...inAccount(call),
    userId: call.caller.userId,
    current: call.caller.sessionId,
  })),
  asks(endOtherSessionsEndpoint, endSessions, (call) => ({
    ...byCaller(call),
    userId: call.caller.userId,
    except: sessionOf(call.caller).sessionId,
  })),
  asks(endOwnSessionEndpoint, endSession, (call) => ({
    ...byCaller(call),
    userId: call.caller.userId,
    sessionId: call.params.sessionId,
  })),
  asks(listUserSessionsEndpoint, listSessions, (call) => ({
    ...seenBy(call),
    userId: call.params.id,
    current: call.caller.sessionId,
  })),
  asks(endUserSessionsEndpoint, endSessions, (call) => ({ ...byCaller(call), userId: call.params.id })),
  asks(endUserSessionEndpoint, endSession, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
    sessionId: call.params.sessionId,
  })),
]);
