import { endpoints } from '@seatkeeper/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describeApi } from './openapi.js';

const document = describeApi(endpoints);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate({ ...structuredClone(document) });
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every endpoint contract once', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids.sort()).toEqual(endpoints.map(({ id }) => id).sort());
  });

  it('names the refusals of a call with their codes', () => {
    const invite = document.paths['/v1/users']?.['post'];
    expect(Object.keys(invite?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '202', '400', '401', '403', '409', '413', '422', '503']),
    );
    expect(JSON.stringify(invite?.responses['409'])).toContain('no-free-seat');
  });

  it('says of every call whether it needs a token', () => {
    for (const { id, access, method, path, openToCookie } of endpoints) {
      const { security } = document.paths[path.replace(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!;
      const byCookie = openToCookie ? [{ sessionCookie: [] }] : [];
      expect([id, security]).toEqual([id, access === 'public' ? [] : [{ accessToken: [] }, ...byCookie]]);
    }
  });

  it('says where it is served, and what each tag stands for', () => {
    expect(document.servers).toEqual([{ url: '/', description: expect.any(String) as string }]);
    for (const { name, description } of document.tags) expect(description).not.toBe(name);
  });

  it('types a number in a query as a number and a yes or no as a boolean, and says what they mean', () => {
    const { parameters } = document.paths['/v1/records']!['get']!;
    expect(parameters.find(({ name }) => name === 'limit')).toMatchObject({
      description: 'Items of a page; 50 if left out',
      schema: { type: 'integer', minimum: 1, maximum: 200 },
    });
    expect(parameters.find(({ name }) => name === 'closed')?.schema).toEqual({ type: 'boolean' });
    expect(parameters.find(({ name }) => name === 'cursor')?.description).toMatch(/nextCursor/);
  });

  it('has no reference that leads nowhere', () => {
    const references = JSON.stringify(document).match(/"#\/components\/[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const [, , kind, name] = (JSON.parse(reference) as string).split('/');
      expect(document.components).toHaveProperty([kind ?? '', name ?? '']);
    }
  });
});
