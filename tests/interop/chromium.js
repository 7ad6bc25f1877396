// The browser of these tests. The shell first: the same engine without a browser's own windows.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const place = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);

export const launchChromium = () => chromium.launch({ executablePath: place, args: ["--no-sandbox"] });
