/** Trino's newest release on Maven Central; later ones are published elsewhere. */
export const TRINO_VERSION = '476';

/** Plugins the Athena stand-in needs: `hive` reads the tables, `memory` holds the rows of federated tables. */
export const DEFAULT_PLUGINS: readonly TrinoPlugin[] = ['hive', 'memory'];

export type TrinoPlugin = 'hive' | 'memory' | 'iceberg';

export interface TrinoArtifact {
  readonly artifactId: string;
  readonly type: 'tar.gz' | 'zip';
  readonly sha256: string;
  readonly megabytes: number;
}

export const SERVER: TrinoArtifact = {
  artifactId: 'trino-server-core',
  type: 'tar.gz',
  sha256: '0f388f9967c177ae70a47c099082fc95387f0c3cb96d8000d1d41fc3a5223158',
  megabytes: 194,
};

export const PLUGINS: Readonly<Record<TrinoPlugin, TrinoArtifact>> = {
  hive: {
    artifactId: 'trino-hive',
    type: 'zip',
    sha256: '611bacdb07d9f3cf7b9d47f97ecc76fa2e7ff8bfe8a9728c3d06adc1bfb8662e',
    megabytes: 258,
  },
  iceberg: {
    artifactId: 'trino-iceberg',
    type: 'zip',
    sha256: '99edba5b491ed94d599aeb61e0794272d3569d8b563f3bb8569e8a49daa87b6c',
    megabytes: 346,
  },
  memory: {
    artifactId: 'trino-memory',
    type: 'zip',
    sha256: 'bade81c52e2f7177a7b867aee1b10fae48fefda9c38f3ec6aeb006fdde5f0378',
    megabytes: 14,
  },
};

/** `trino-hive-476.zip` */
export function fileName(artifact: TrinoArtifact): string {
  return `${artifact.artifactId}-${TRINO_VERSION}.${artifact.type}`;
}
