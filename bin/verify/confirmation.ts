import { createInterface } from 'node:readline/promises';

/** Asks for a word that nobody types by accident; whoever is not at a terminal has not confirmed. */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await reader.question(`${question} Type yes to confirm: `)).trim() === 'yes';
  } finally {
    reader.close();
  }
}
