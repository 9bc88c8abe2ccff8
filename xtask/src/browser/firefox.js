// What WebDriver BiDi does not offer, done in Firefox's own window: the driver
// installs this once and calls its functions by name. Everything given and
// returned is plain data.
globalThis.driver = (() => {
  const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
  const { BrowserWindowTracker } = ChromeUtils.importESModule("resource:///modules/BrowserWindowTracker.sys.mjs");
  const complaints = [];
  const requests = [];
  let killed;
  // Of the tools for developers.
  let toolbox;
  // The hosts that there are; all, until somebody says which.
  let reachable = null;
  // The ends of names of which there are many, and where they lead.
  let families = [];
  let override;
  let questions = 0;

  const extension = id => {
    const policy = WebExtensionPolicy.getByID(id);
    if (!policy?.extension) throw new Error("the extension is not installed");
    return policy.extension;
  };

  // At once, as a crash would: a listener that still waits for something is
  // otherwise a reason to let the background live.
  const terminate = id =>
    extension(id).terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });

  // Uncaught errors of every process end in this one's console service.
  Services.console.registerListener({
    observe(message) {
      if (message instanceof Ci.nsIScriptError && !(message.flags & Ci.nsIScriptError.warningFlag)) {
        complaints.push({ source: message.sourceName, text: message.errorMessage });
      }
    },
  });

  // What is written to the console stays in the process of the document, so
  // that a script in each of them, now and later, tells.
  Services.ppmm.addMessageListener("driver:console", ({ data }) => complaints.push(data));
  const listen = `{
    const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
    const system = Cc["@mozilla.org/systemprincipal;1"].createInstance(Ci.nsIPrincipal);
    storage.addLogEventListener(event => {
      const { level, filename, arguments: words } = event.wrappedJSObject;
      if (level === "error" || level === "assert") {
        const text = words.map(word => word?.stack ? word + " " + word.stack : String(word)).join(" ");
        sendAsyncMessage("driver:console", { source: filename, text });
      }
    }, system);
  }`;
  Services.ppmm.loadProcessScript("data:," + encodeURIComponent(listen), true);

  Services.obs.addObserver(channel => {
    const { loadInfo, URI } = channel.QueryInterface(Ci.nsIHttpChannel);
    const asker = loadInfo.triggeringPrincipal;
    // Leading a tab to a page is no request of the extension's own.
    const navigation = loadInfo.externalContentPolicyType === Ci.nsIContentPolicy.TYPE_DOCUMENT;
    if (asker?.addonId && !navigation) requests.push({ extension: asker.addonId, url: URI.spec });
    if (!reachable || reachable.has(URI.host)) return;
    const family = families.find(([end]) => URI.host.endsWith(end));
    if (!family) return channel.cancel(Cr.NS_ERROR_UNKNOWN_HOST);
    override.addIPOverride(URI.host, family[1]);
    reachable.add(URI.host);
  }, "http-on-modify-request");

  // Runs an expression in the document of a <xul:browser>, in its own process.
  const ask = (browser, script) => new Promise((answer, refuse) => {
    const name = `driver:answer:${++questions}`;
    const finished = ({ data }) => {
      browser.messageManager.removeMessageListener(name, finished);
      "error" in data ? refuse(new Error(data.error)) : answer(data.json);
    };
    browser.messageManager.addMessageListener(name, finished);
    const run = `(async () => {
      try {
        const sandbox = Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
        const json = await Cu.evalInSandbox(${JSON.stringify(script)}, sandbox, null, "driver");
        sendAsyncMessage("${name}", { json });
      } catch (error) {
        sendAsyncMessage("${name}", { error: String(error) });
      }
    })()`;
    browser.messageManager.loadFrameScript("data:," + encodeURIComponent(run), false);
  });

  // A private window, while there is one.
  let privately;
  const front = () => privately && !privately.closed ? privately : window;

  const popup = () => [...front().document.querySelectorAll(".webextension-popup-browser")]
    .filter(browser => browser.currentURI?.schemeIs("moz-extension") && browser.isConnected
      && browser.closest("panel")?.state === "open")
    .pop();

  const popupOrError = () => {
    const browser = popup();
    if (!browser) throw new Error("the popup is not open");
    return browser;
  };

  const panel = () => toolbox && [...toolbox.doc.querySelectorAll("iframe")]
    .map(frame => frame.contentDocument?.querySelector("browser[webextension-view-type=devtools_panel]"))
    .find(browser => browser?.currentURI?.schemeIs("moz-extension"));

  const panelOrError = () => {
    const browser = panel();
    if (!browser) throw new Error("the panel is not open");
    return browser;
  };

  const picture = async browser => {
    const bitmap = await browser.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
    const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    return canvas.toDataURL().split(",")[1];
  };

  return {
    resolve(hosts, aliases) {
      override = Cc["@mozilla.org/network/native-dns-override;1"].getService(Ci.nsINativeDNSResolverOverride);
      families = hosts.filter(([host]) => host.startsWith("*")).map(([host, address]) => [host.slice(1), address]);
      reachable = new Set(hosts.map(([host]) => host));
      for (const [host, address] of hosts) override.addIPOverride(host, address);
      for (const [host, name] of aliases) override.setCnameOverride(host, name);
    },

    // Trusts the local server's authority, so that its pages are as secure as
    // any: an exception per certificate would make them second-class.
    trust(certificate) {
      const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
      database.addCertFromBase64(certificate, "CT,,");
    },

    origin: id => `moz-extension://${WebExtensionPolicy.getByID(id).mozExtensionHostname}/`,

    async openPopup(id) {
      ExtensionParent.apiManager.global.browserActionFor(extension(id)).triggerAction(front());
    },
    popupIsOpen: () => Boolean(popup()),
    closePopup() { popup()?.closest("panel").hidePopup() },
    evaluateInPopup: script => ask(popupOrError(), script),
    pressInPopup(key) {
      const browser = popupOrError();
      browser.focus();
      const processor = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
      if (!processor.beginInputTransactionForTests(front())) throw new Error("the keyboard is taken");
      const event = new KeyboardEvent("", { key, code: key });
      processor.keydown(event);
      processor.keyup(event);
    },
    pictureOfPopup: () => picture(popupOrError()),

    // The tools for developers on the tab in front, with the extension's own.
    async openPanel(id) {
      const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
      const { gDevTools } = require("devtools/client/framework/devtools");
      toolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab);
      let tool;
      for (let look = 0; !tool && look < 300; look++) {
        tool = toolbox.getAdditionalTools().find(tool => tool.extensionId === id);
        if (!tool) await new Promise(later => setTimeout(later, 50));
      }
      if (!tool) throw new Error("the tools know of no panel");
      await toolbox.selectTool(tool.id);
    },
    panelIsOpen: () => Boolean(panel()),
    evaluateInPanel: script => ask(panelOrError(), script),
    pictureOfPanel: () => picture(panelOrError()),


    chooseInMenu(id, menuItemId) {
      const info = { menuItemId, editable: false, modifiers: [] };
      extension(id).emit("webext-menu-menuitem-click", info, gBrowser.selectedTab);
    },

    backgroundRuns: id => extension(id).backgroundState === "running",
    async killBackground(id) {
      killed = extension(id).backgroundContext;
      await terminate(id);
    },
    // One that has just begun, or that an event reaches as it goes, stays: it
    // is told again. The next event may have started another one already.
    async backgroundDied(id) {
      if (!killed || extension(id).backgroundContext !== killed) return true;
      if (extension(id).backgroundState === "running") await terminate(id);
      return false;
    },
    async evaluateInBackground(id, script) {
      const browser = extension(id).backgroundContext?.xulBrowser;
      if (!browser) throw new Error("the background is not running");
      return await ask(browser, script);
    },

    // All extensions share one process.
    async extensionUsage() {
      const { children } = await ChromeUtils.requestProcInfo();
      const { memory, cpuTime } = children.find(({ type }) => type === "extension");
      return { memory, time: cpuTime / 1e9 };
    },

    async setHostAccess(id, granted) {
      const hosts = { permissions: [], origins: ["<all_urls>"] };
      await ExtensionPermissions[granted ? "add" : "remove"](id, hosts, extension(id));
    },

    // As the browser's own page of extensions does it.
    async openPrivate(id) {
      const permission = { permissions: ["internal:privateBrowsingAllowed"], origins: [] };
      await ExtensionPermissions.add(id, permission);
      await (await AddonManager.getAddonByID(id)).reload();
      privately = await BrowserWindowTracker.promiseOpenWindow({ private: true });
    },

    reloadSelected(bypassCache) {
      const flags = bypassCache ? "LOAD_FLAGS_BYPASS_CACHE" : "LOAD_FLAGS_NONE";
      gBrowser.selectedBrowser.reloadWithFlags(Ci.nsIWebNavigation[flags]);
    },

    prefer(preference, value) {
      Services.prefs.setIntPref(preference, value);
    },

    crashSelected() {
      const { domProcess } = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
      Cc["@mozilla.org/processtools-service;1"].getService(Ci.nsIProcessToolsService).kill(domProcess.osPid);
    },
    selectedCrashed: () => gBrowser.selectedTab.hasAttribute("crashed"),

    complaints: () => complaints,
    requests: id => requests.filter(request => request.extension === id).map(request => request.url),
  };
})();
