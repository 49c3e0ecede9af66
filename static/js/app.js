import "./asks.js";
import "./forms.js";
import "./kept.js";
import "./menus.js";
import "./requests.js";
import "./screen.js";
import "./toasts.js";
import "./uploads.js";
