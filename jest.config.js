/** Types are checked by the build (`npm run build`), not by jest. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/jest/temporary-folder.ts',
  globalTeardown: '<rootDir>/test/jest/temporary-folder-removal.ts',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out'],
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
    // Published as ES modules that Node cannot load: the build inlines it, tests compile it.
    '/node_modules/(dt-sql-parser|hyparquet|hyparquet-compressors|hysnappy|fzstd)/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(dt-sql-parser|hyparquet|hyparquet-compressors|hysnappy|fzstd)/)'],
  maxWorkers: 2,
};
