"use strict";
// A page that is opened from a file may start no worker, and the search of the site runs in one.
// There, a worker is the script in a frame of its own; everywhere else this changes nothing.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "Search";
      document.body.append(this.frame);
      this.inner = this.frame.contentWindow;
      this.inner.postMessage = (data) => {
        this.dispatchEvent(new MessageEvent("message", { data }));
      };
      const script = this.inner.document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => {
        const waiting = this.waiting;
        this.waiting = null;
        waiting.forEach((data) => this.postMessage(data));
      });
      this.inner.document.body.append(script);
    }

    postMessage(data) {
      if (this.waiting !== null) {
        this.waiting.push(data);
      } else {
        this.inner.dispatchEvent(new this.inner.MessageEvent("message", { data }));
      }
    }

    terminate() {
      this.frame.remove();
    }
  };
}
