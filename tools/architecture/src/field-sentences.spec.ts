import { readFileSync } from 'node:fs';
import { fieldSentences } from './field-sentences.js';
import { isTest, projects, root } from './workspace.js';

/** What no form of the console can bring about: settings and files of operators, streams, SCIM, and what programs alone send. */
const NOT_IN_FORMS =
  /\/(settings|catalog-file|event-feed|dead-letter-handlers|idempotency\.interceptor|record-uploads\.controller|cloud-event)\b|\/(scim|purchases|jobs|limits|service)\/|record-batch|records\/fields|records\/owner|http\/(records|refusals)|runs\/manifest|libs\/(mongo|bus|limits|jobs|service)\//;

const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const sentences = Object.keys(JSON.parse(read('apps/console/src/words/fields/fr.json')) as object);
/** Those that would fit nearly everything are for what is made of a list, and nothing else. */
const patterns = sentences
  .filter((sentence) => !/^Expected \{or\}|^\{\w/.test(sentence))
  .map(
    (sentence) =>
      new RegExp(
        `^${sentence
          .split(/\{\w+\}/)
          .map(escaped)
          .join('.+')}$`,
        's',
      ),
  );
const plain = sentences.map((sentence) => sentence.replaceAll(/\{\w+\}/g, '{}'));
const isKnown = (said: string) => plain.includes(said) || patterns.some((pattern) => pattern.test(said));

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

it('what the API says of fields that forms have is known in French', () => {
  const said = projects()
    .filter(
      ({ path }) =>
        /^(apps|libs)\//.test(path) && !/console|system-tests|libs\/(client|testing|references)/.test(path),
    )
    .flatMap(({ sources }) => sources)
    .filter((source) => !isTest(source) && !NOT_IN_FORMS.test(source.path))
    .flatMap(({ path }) => {
      const text = read(path);
      return /validation-failed|from 'zod'|FieldError/.test(text)
        ? fieldSentences(path, text).map((sentence) => `${path}: ${sentence}`)
        : [];
    });
  expect(said.length).toBeGreaterThan(100);
  expect(
    said
      .filter((line) => /[a-z]/.test(line.slice(line.indexOf(': '))))
      .filter((line) => !isKnown(line.slice(line.indexOf(': ') + 2))),
  ).toEqual([]);
});
