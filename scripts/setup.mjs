// Installs and builds, and runs nothing: what `npm start` and `npm test` do first.
import './node-version.mjs';
import { main } from './main.mjs';
import { prepare } from './prepare.mjs';

await main(prepare);
