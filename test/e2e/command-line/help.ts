import { expect, type Stage } from '../stage';

const COMMANDS = ['init', 'plan', 'local', 'local up', 'local status', 'local query', 'local down'];

/** Every command explains itself: those above, and whatever else the help names. */
export async function helps(stage: Stage): Promise<void> {
  stage.account.chapter('Help');
  const seen: string[] = [];
  const waiting: string[][] = [[]];
  for (let words = waiting.shift(); words; words = waiting.shift()) {
    const command = words;
    const label = ['quilt-athena', ...command, '--help'].join(' ');
    const end = await stage.account.command(label, () => stage.commandLine([...command, '--help']));
    const output = end?.output ?? '';
    await stage.account.step('it has a usage and a description', () => {
      expect(output.startsWith(`Usage: ${['quilt-athena', ...command].join(' ')} `), output);
      expect(/^\S.+\.?$/m.test(output.split('\n').slice(1).join('\n')), output);
    });
    seen.push(command.join(' '));
    waiting.push(...namedIn(output).map((name) => [...command, name]));
  }
  await stage.account.step('no command is missing', () => {
    const missing = COMMANDS.filter((name) => !seen.includes(name));
    expect(missing.length === 0, `the help does not lead to ${missing.join(', ')}, only to ${seen.join(', ')}`);
  });
}

/** The commands that a help lists, commander's own `help` aside. */
function namedIn(help: string): string[] {
  const listed = help.split(/^Commands:$/m)[1]?.split(/\n\n/)[0] ?? '';
  return [...listed.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name).filter((name) => name !== 'help');
}
