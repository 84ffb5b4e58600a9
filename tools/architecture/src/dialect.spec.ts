import { refuseClass, refuseImpurity, refuseName, refuseQuery, refuseReach } from './dialect.js';
import { parse } from './source.js';

const source = (path: string, text = '') => parse(`apps/shop/src/${path}`, text);

describe('names of files', () => {
  it.each([
    ['users/users.ts', false],
    ['users/types.ts', true],
    ['users/type-check.ts', false],
    ['users/constants.ts', true],
    ['utils/dates.ts', true],
    ['common.module.ts', true],
    ['users/helpful.ts', false],
  ])('%s', (path, refused) => {
    expect(refuseName(source(path)) !== null).toBe(refused);
  });
});

describe('classes of files with a role', () => {
  it.each([
    ['seats/seats.service.ts', 'export class SeatsService {}', null],
    ['seats/wait-list.worker.ts', 'export class WaitListWorker {}', null],
    ['seats/seats.service.ts', 'export class Seats {}', 'exports no class SeatsService, but Seats'],
    ['seats/seats.service.ts', 'class SeatsService {}', 'exports no class SeatsService, but none'],
    ['seats/seats.schema.ts', 'export const seats = {};', null],
    ['seats/seats.view.ts', 'export function toSeat() {}', null],
    ['seats/seats.ts', 'export class Seat {}', null],
  ])('%s with %s', (path, text, complaint) => {
    const said = refuseClass(source(path, text));
    expect(said?.replace(`apps/shop/src/${path} `, '') ?? null).toBe(complaint);
  });
});

describe('files without a role', () => {
  it.each([
    ['may import rules', "import { free } from './pool.js';", null],
    ['may import schemas', "import { z } from 'zod';", null],
    ['may say what happened', "import { event, type OutboxEvent } from '@seatkeeper/mongo';", null],
    ['may say how long', "import { defineLease, heldFrom } from '@seatkeeper/mongo';", null],
    ['may name types', "import type { Filter } from 'mongodb';", null],
    ['have no Nest', "import { Injectable } from '@nestjs/common';", 'imports @nestjs/common'],
    ['have no bus', "import { Bus } from '@seatkeeper/bus';", 'imports @seatkeeper/bus'],
    ['have no collection', "import { event, fold } from '@seatkeeper/mongo';", 'imports @seatkeeper/mongo'],
    ['have no decorator', '@Sealed() export class Pool {}', 'Pool is decorated'],
  ])('%s', (_case, text, complaint) => {
    const said = refuseImpurity(source('seats/seats.ts', text));
    expect(said?.replace(/^.*(, but |and )/, '') ?? null).toBe(complaint);
    expect(refuseImpurity(source('seats/seats.service.ts', text))).toBeNull();
  });
});

describe('what a feature takes from its neighbour', () => {
  it.each([
    ['its rules', "import { free } from '../pools/pools.js';", true],
    ['its service', "import { PoolsService } from '../pools/pools.service.js';", true],
    ['how it is stored, as a type', "import type { StoredPool } from '../pools/pools.schema.js';", true],
    ['how it is stored, as a value', "import { pools } from '../pools/pools.schema.js';", false],
    ['its repository', "import { PoolsRepository } from '../pools/pools.repository.js';", false],
    [
      'its repository, as a type',
      "import type { PoolsRepository } from '../pools/pools.repository.js';",
      false,
    ],
    ['nothing: it has a repository of its own', "import { S } from './seats.repository.js';", true],
  ])('%s', (_case, text, allowed) => {
    expect(refuseReach(source('seats/seats.service.ts', text)) === null).toBe(allowed);
  });

  it('may be the repository of a document that the app shares', () => {
    const act = source('bans/bans.service.ts', "import { U } from '../users/users.repository.js';");
    expect(refuseReach(act, ['users'])).toBeNull();
    expect(refuseReach(act, ['accounts'])).not.toBeNull();
  });

  it('is for features only: what wires a service together imports them all', () => {
    const wiring = source('shop.module.ts', "import { SeatsRepository } from './seats/seats.repository.js';");
    expect(refuseReach(wiring)).toBeNull();
  });
});

describe('the language of the database', () => {
  it.each([
    ['an update', 'const change = { $set: { state } };', 'says $set'],
    ['a filter, deep inside', "find({ a: { b: { '$in': ids } } });", 'says $in'],
    ['a collection', "import { TenantCollection } from '@seatkeeper/mongo';", 'has a collection'],
    ['words', 'change({ set: { state }, unset: [] });', null],
    ['a text with a dollar', "say('$5', `$${price}`);", null],
  ])('is known by %s', (_case, text, complaint) => {
    const said = refuseQuery(source('seats/seats.service.ts', text));
    expect(said?.replace(/^.*, but /, '') ?? null).toBe(complaint);
    for (const role of ['repository', 'schema', 'migrations'])
      expect(refuseQuery(source(`seats/seats.${role}.ts`, text))).toBeNull();
  });
});
