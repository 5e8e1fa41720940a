/** Runs a script's work and ends with the exit code it gives; what goes wrong is one sentence for a person, not a stack. */
export const main = async (work) => {
  try {
    process.exit(await work());
  } catch (error) {
    say(error.fix ? `${error.message}\n  ${error.fix}` : error.message);
    process.exit(1);
  }
};

/** Progress goes to stderr, so that stdout holds only what was asked for. */
export const say = (text) => console.error(`tickettape: ${text}`);
