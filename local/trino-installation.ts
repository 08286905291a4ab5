import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { cacheFolder, installOnce } from './cache';
import { download, verifySha256 } from './download';
import { type OnProgress, silent } from './progress';
import { runCommand } from './run-command';
import {
  DEFAULT_PLUGINS,
  fileName,
  PLUGINS,
  SERVER,
  TRINO_VERSION,
  type TrinoArtifact,
  type TrinoPlugin,
} from './trino-artifacts';

const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const MAVEN_CENTRAL = 'https://repo1.maven.org/maven2';

export interface TrinoInstallation {
  readonly version: string;
  /** The server's jar files. */
  readonly libraries: string;
  /** Plugin folders by name; each server takes those it needs. */
  readonly plugins: Readonly<Partial<Record<TrinoPlugin, string>>>;
}

export interface TrinoInstallationOptions {
  readonly plugins?: readonly TrinoPlugin[];
  /** Any Python; it unpacks the archives, so that no other tool is needed. */
  readonly pythonPath: string;
  readonly onProgress?: OnProgress;
}

async function hasMaven(): Promise<boolean> {
  return runCommand('mvn', ['--version']).then(
    () => true,
    () => false,
  );
}

/** With Maven its own settings (mirror, proxy, local repository) are honoured. */
async function fetchWithMaven(artifact: TrinoArtifact, folder: string): Promise<void> {
  const coordinates = `io.trino:${artifact.artifactId}:${TRINO_VERSION}:${artifact.type}`;
  await runCommand('mvn', [
    '-q',
    '-B',
    `${DEPENDENCY_PLUGIN}:copy`,
    `-Dartifact=${coordinates}`,
    `-DoutputDirectory=${folder}`,
  ]);
}

function address(artifact: TrinoArtifact): string {
  const repository = process.env.CDK_QUILT_ATHENA_MAVEN_REPOSITORY ?? MAVEN_CENTRAL;
  return `${repository}/io/trino/${artifact.artifactId}/${TRINO_VERSION}/${fileName(artifact)}`;
}

async function fetchArchive(artifact: TrinoArtifact, onProgress: OnProgress): Promise<string> {
  const folder = path.join(cacheFolder(), 'downloads');
  const file = path.join(folder, fileName(artifact));
  if (await hasMaven()) {
    onProgress(`fetching ${fileName(artifact)} (${artifact.megabytes} MB) with Maven`);
    await mkdir(folder, { recursive: true });
    await fetchWithMaven(artifact, folder);
    await verifySha256(file, artifact.sha256);
  } else {
    await download(address(artifact), file, artifact.sha256, onProgress);
  }
  return file;
}

/** Unpacks one archive so that the content of its only top folder (or of `inner` in it) becomes `target`. */
async function install(artifact: TrinoArtifact, target: string, inner: string, options: TrinoInstallationOptions) {
  const onProgress = options.onProgress ?? silent;
  const archive = await fetchArchive(artifact, onProgress);
  onProgress(`unpacking ${fileName(artifact)}`);
  const unpacked = path.join(target, 'unpacked');
  const module = artifact.type === 'zip' ? 'zipfile' : 'tarfile';
  await runCommand(options.pythonPath, ['-m', module, '-e', archive, unpacked]);
  const [top] = await readdir(unpacked);
  if (!top) throw new Error(`${fileName(artifact)} is empty; remove ${archive} and try again`);
  await rename(path.join(unpacked, top, inner), path.join(target, 'jars'));
  await rm(unpacked, { recursive: true });
  await rm(archive, { force: true });
}

/**
 * Trino's server and plugins from Maven Central, each checked against its pinned SHA-256 and kept in the cache. Only
 * what runs is kept: the server's jar files, without its launcher and the plugins it brings along.
 */
export async function prepareTrino(options: TrinoInstallationOptions): Promise<TrinoInstallation> {
  const onProgress = options.onProgress ?? silent;
  const home = path.join(cacheFolder(), `trino-${TRINO_VERSION}`);
  const part = async (name: string, artifact: TrinoArtifact, inner: string): Promise<string> => {
    const folder = path.join(home, name);
    const waiting = () => onProgress(`waiting for another process that installs ${fileName(artifact)}`);
    await installOnce(folder, (target) => install(artifact, target, inner, options), waiting);
    return path.join(folder, 'jars');
  };
  const libraries = await part('server', SERVER, 'lib');
  const plugins: Partial<Record<TrinoPlugin, string>> = {};
  for (const name of options.plugins ?? DEFAULT_PLUGINS) plugins[name] = await part(name, PLUGINS[name], '.');
  return { version: TRINO_VERSION, libraries, plugins };
}
