import "./asks.js";
import "./autosave.js";
import "./box.js";
import "./copies.js";
import "./entries.js";
import "./outbox.js";
import "./leaving.js";
import "./forms.js";
import "./heat.js";
import "./kept.js";
import "./menus.js";
import "./names.js";
import "./requests.js";
import "./screen.js";
import "./steps.js";
import "./toasts.js";
import "./uploads.js";

// The shell of the app stays on the device, and nothing else (sw.js).
if ("signedIn" in document.body.dataset) navigator.serviceWorker?.register("/sw.js").catch(() => {});
