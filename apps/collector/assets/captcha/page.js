// Sends what the widget found to the collector and says what came of it.
const widget = document.querySelector('altcha-widget');
const outcome = document.getElementById('outcome');

const say = (text, isGood) => {
  outcome.textContent = text;
  outcome.className = isGood ? 'good' : 'bad';
};

const send = async (payload) => {
  try {
    const response = await fetch(widget.dataset.solution, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ payload }),
    });
    const told = await response.json();
    if (!response.ok) return say(`${told.message}. Reload the page to try again.`, false);
    const until = told.expiresAt === null ? '' : ` until ${new Date(told.expiresAt).toLocaleTimeString()}`;
    say(`Thank you. The office is looked at${until}; you can close this page.`, true);
  } catch {
    say('tickettape does not answer. Reload the page to try again.', false);
  }
};

widget.addEventListener('verified', ({ detail }) => void send(detail.payload));
widget.addEventListener('statechange', ({ detail }) => {
  if (detail.state === 'error') say('The office gave no captcha. Reload the page in a minute to try again.', false);
});
