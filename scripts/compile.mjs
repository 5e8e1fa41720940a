// Compiles everything, without installing or fetching: what the image and the production layout are built with.
import { main } from './main.mjs';
import { build } from './build.mjs';

await main(() => build());
