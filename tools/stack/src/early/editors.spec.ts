import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../early/places.mjs';
import { debuggerPortOf, SERVICES } from '../../early/services.mjs';

interface Configuration {
  readonly name: string;
  readonly request: 'launch' | 'attach';
  readonly program?: string;
  readonly port?: number;
  readonly preLaunchTask?: string;
}

const read = (file: string) => readFileSync(join(REPOSITORY, file), 'utf8');
const launch = JSON.parse(read('.vscode/launch.json')) as {
  configurations: Configuration[];
  compounds: { configurations: string[] }[];
};

describe('what editors and version managers are told', () => {
  it('attaches to each service where INSPECT opens its debugger', () => {
    const attaching = launch.configurations.filter(({ request }) => request === 'attach');
    expect(attaching.map(({ name, port }) => [name, port])).toEqual(
      SERVICES.map((name) => [`Attach to ${name} (INSPECT=${name} npm run dev)`, debuggerPortOf(name)]),
    );
  });

  it('launches programs and scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const { program, preLaunchTask } of launch.configurations) {
      if (program) expect(existsSync(program.replace('${workspaceFolder}', REPOSITORY))).toBe(true);
      if (preLaunchTask) expect(scripts).toHaveProperty(preLaunchTask.replace('npm: ', ''));
    }
  });

  it('starts together only what there is', () => {
    const names = launch.configurations.map(({ name }) => name);
    for (const { configurations } of launch.compounds)
      expect(names).toEqual(expect.arrayContaining(configurations));
  });

  it('breaks lines where prettier does', () => {
    const { printWidth } = JSON.parse(read('.prettierrc.json')) as { printWidth: number };
    expect(read('.editorconfig')).toContain(`max_line_length = ${printWidth}\n`);
  });

  it('takes the Node of the image', () => {
    const [, image] = /^FROM node:([\d.]+)/m.exec(read('Dockerfile')) ?? [];
    expect(read('.nvmrc').trim()).toBe(image);
  });
});
