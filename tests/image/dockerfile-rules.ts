import { DockerfileParser } from 'dockerfile-ast';

const secretName = /PASSWORD|TOKEN|SECRET|PRIVATE|CREDENTIAL|API_?KEY/i;

/** What an image must not be, in a sentence each. */
export const dockerfileFaults = (text: string): string[] => {
  const dockerfile = DockerfileParser.parse(text);
  const instructions = dockerfile.getInstructions();
  const last = instructions.slice(instructions.findLastIndex((instruction) => instruction.getKeyword() === 'FROM'));
  const find = (keyword: string, among = instructions) => among.filter((instruction) => instruction.getKeyword() === keyword);
  const argumentsOf = (keyword: string, among = instructions) =>
    find(keyword, among).map((instruction) => instruction.getArgumentsContent() ?? '');
  const defaults = new Map(argumentsOf('ARG').map((text) => text.split(/=(.*)/s) as [string, string | undefined]));
  const expanded = (text: string) => text.replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => defaults.get(name) ?? '');

  const faults: string[] = [];
  const stages = new Set(dockerfile.getFROMs().flatMap((from) => from.getBuildStage() ?? []));
  for (const from of dockerfile.getFROMs()) {
    const image = expanded(from.getImage() ?? '');
    if (!stages.has(image) && !/^[^:@]+:\d[\w.-]*@sha256:[0-9a-f]{64}$/.test(image))
      faults.push(`FROM ${image} is no exact version with its digest`);
  }
  if (find('ADD').length > 0) faults.push('ADD may fetch and unpack; COPY copies');
  for (const text of [...argumentsOf('ENV'), ...argumentsOf('ARG')])
    if (text.split(/\s+/).some((word) => secretName.test(word.split('=')[0]!))) faults.push(`a secret would stay in the image: ${text}`);
  const user = argumentsOf('USER', last).at(-1) ?? 'root';
  if (!/^[1-9]\d*(:[1-9]\d*)?$/.test(user)) faults.push(`it runs as ${user}, which is no numeric user other than root`);
  if (find('HEALTHCHECK', last).length !== 1) faults.push('nobody asks how it does');
  if (
    argumentsOf('ENTRYPOINT', last)
      .concat(argumentsOf('CMD', last))
      .some((text) => !text.startsWith('['))
  )
    faults.push('a shell would stand between it and its signals');
  if (find('RUN', last).length > 0) faults.push('what runs is copied, never installed in the last stage');
  if (dockerfile.getCOPYs().some((copy) => last.includes(copy) && !copy.getFlags().some((flag) => flag.getName() === 'from')))
    faults.push('the last stage copies from the working folder');
  const labels = argumentsOf('LABEL', last).join(' ');
  for (const name of ['title', 'description', 'version', 'revision', 'licenses', 'base.name'])
    if (!labels.includes(`org.opencontainers.image.${name}=`)) faults.push(`it has no label ${name}`);
  return faults;
};
