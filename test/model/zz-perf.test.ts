import { parseLakeFile } from '../../lib/model/config-file';
test('perf', () => {
  const b = Array.from({length:1000},(_,i)=>`bucket-${i}`);
  const text = `stackName: s\nbuckets:\n${b.map(x=>`  - ${x}\n`).join('')}roles:\n${Array.from({length:50},(_,i)=>`  - name: r${i}\n    read: [${b.join(', ')}]\n`).join('')}`;
  let t = Date.now(); parseLakeFile(text,'x'); process.stdout.write(`ok ${Date.now()-t} ms\n`);
  t = Date.now(); try { parseLakeFile(text.replace(/bucket-(\d+)\b(?=,)/g,'bukcet-$1'),'x'); } catch (e) { process.stdout.write(`bad ${Date.now()-t} ms ${String(e).split('\n').length}\n`); }
  const t2 = `stackName: s\nbuckets:\n${b.map(x=>`  - ${x}\n`).join('')}roles: [{name: a, read: [${b.map(x=>'zz'+x).join(', ')}]}]`;
  t = Date.now(); try { parseLakeFile(t2,'x'); } catch (e) { process.stdout.write(`bad2 ${Date.now()-t} ms ${String(e).split('\n').length}\n`); }
});
