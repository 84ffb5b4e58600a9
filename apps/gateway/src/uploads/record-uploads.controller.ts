import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  appendRecordImport,
  Fault,
  finishRecordImport,
  importRecordsEndpoint,
  openRecordImport,
  type RecordImport,
} from '@seatkeeper/contracts';
import { actorOf, mayMove } from '../calls/by.js';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { RECORDS_LIMIT_BYTES } from '../http/limits.js';
import { patiently } from './patience.js';
import { atMost, fileOf, inBatches } from './upload-stream.js';
import { onlyUtf8 } from './utf8.js';

const LINES_A_MESSAGE = 500;
const LONGEST_LINE = 20_000;

/** Streams NDJSON to reassignment, batch by batch: the next is read when the last one is stored. */
@Controller()
export class RecordUploadsController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(importRecordsEndpoint)
  async receive(
    call: Call<typeof importRecordsEndpoint>,
  ): Promise<{ importId: string; progress: RecordImport['progress'] }> {
    const { caller } = call;
    const which = { accountId: caller.accountId, importId: call.newId('imp') };
    const file = await fileOf(call.request, 'application/x-ndjson');
    await patiently(() => this.bus.request(openRecordImport, { ...which, by: actorOf(caller) }));
    try {
      let batch = 0;
      for await (const lines of inBatches(readLines(atMost(file, RECORDS_LIMIT_BYTES)), LINES_A_MESSAGE)) {
        await patiently(() =>
          this.bus.request(appendRecordImport, { ...which, batch, lines, mayMove: mayMove(caller) }),
        );
        batch += 1;
      }
    } catch (error) {
      await this.bus.request(finishRecordImport, { ...which, aborted: true }).catch(() => undefined);
      throw error;
    }
    const { id, progress } = await patiently(() => this.bus.request(finishRecordImport, which));
    return { importId: id, progress };
  }
}

/** The lines of a stream that are not empty, numbered from 1; holds one line and one chunk in memory. */
async function* readLines(file: AsyncIterable<Buffer>): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new TextDecoder();
  let line = 0;
  let rest = '';
  for await (const chunk of onlyUtf8(file, otherEncoding)) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      line += 1;
      if (text.trim() !== '') yield { line, text: notTooLong(text, line) };
    }
    notTooLong(rest, line + 1);
  }
  if (rest.trim() !== '') yield { line: line + 1, text: rest };
}

const otherEncoding = (line: number): Fault =>
  new Fault('validation-failed', {
    detail: `Line ${line} is not in UTF-8, as JSON has to be. Earlier lines may have been imported.`,
    errors: [{ path: `line ${line}`, message: 'Expected UTF-8' }],
  });

function notTooLong(text: string, line: number): string {
  if (text.length <= LONGEST_LINE) return text;
  throw new Fault('validation-failed', {
    detail: `Line ${line} is longer than ${LONGEST_LINE} characters. Earlier lines may have been imported.`,
    errors: [{ path: `line ${line}`, message: `At most ${LONGEST_LINE} characters` }],
  });
}
