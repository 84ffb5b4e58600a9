import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

const ONE_SOURCE = '$(REPO_URI) $(RELEASE) $(COMPONENT)';

/** A suite of a distribution on a mirror, as the machine's own configuration names them. */
export interface Source {
  readonly mirror: string;
  readonly suite: string;
  readonly component: string;
}

/** The sources that this machine is configured with, main suite first; works before any `apt-get update`. */
export async function configuredSources(signal: AbortSignal): Promise<Source[]> {
  const printed = await run(
    'apt-get',
    ['indextargets', '--no-release-info', '--format', ONE_SOURCE, 'Created-By: Packages'],
    { signal },
  );
  const lines = [...new Set(printed.split('\n').filter((line) => line !== ''))];
  return lines
    .map((line) => line.split(' '))
    .map(([mirror = '', suite = '', component = '']) => ({ mirror, suite, component }))
    .sort((a, b) => a.suite.length - b.suite.length);
}

/**
 * apt with lists, cache and sources in a folder of its own: needs no root and changes nothing of the system,
 * whose record of installed packages it reads.
 */
export class PrivateApt {
  constructor(
    private readonly dir: string,
    private readonly signal: AbortSignal,
  ) {}

  async update(sources: readonly Source[]): Promise<void> {
    mkdirSync(join(this.dir, 'lists', 'partial'), { recursive: true });
    mkdirSync(join(this.dir, 'archives', 'partial'), { recursive: true });
    const lines = sources.map(({ mirror, suite, component }) => `deb ${mirror} ${suite} ${component}\n`);
    writeFileSync(join(this.dir, 'sources.list'), lines.join(''));
    await this.#apt('update');
  }

  /** The package and what it needs of what is not installed, each as `name=version`. */
  async missingFor(packageName: string): Promise<string[]> {
    const plan = await this.#apt('install', '--simulate', '--no-install-recommends', packageName);
    const installs = plan.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm);
    return [...installs].map(([, name, version]) => `${name}=${version}`);
  }

  /** Unpacks packages below a folder, without running their installation scripts. */
  async unpack(packages: readonly string[], root: string): Promise<void> {
    const downloads = join(this.dir, 'downloads');
    mkdirSync(downloads, { recursive: true });
    await this.#apt('download', ...packages);
    for (const file of readdirSync(downloads)) {
      await run('dpkg', ['--extract', join(downloads, file), root], { signal: this.signal });
    }
  }

  #apt(...args: string[]): Promise<string> {
    const downloads = join(this.dir, 'downloads');
    const settings = {
      'Dir::State::Lists': join(this.dir, 'lists'),
      'Dir::Etc::SourceList': join(this.dir, 'sources.list'),
      'Dir::Etc::SourceParts': '/dev/null',
      'Dir::Cache': this.dir,
      // Root's apt downloads as another user, who may not write here.
      'APT::Sandbox::User': 'root',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    return run('apt-get', ['--quiet', ...options, ...args], {
      signal: this.signal,
      cwd: existsSync(downloads) ? downloads : this.dir,
    });
  }
}
