/*! Backtalk. Contains lit (BSD-3-Clause, Google LLC): see licences.txt */
"use strict";(()=>{function zt(e,t,n){let r=e?.dataset??{},o=new URLSearchParams(t.search),s=r.mode==="page",i=s&&o.has("frame");return{lang:s&&o.get("lang")||r.lang||n.documentElement.lang||"en",mode:i?"frame":s?"page":r.mode==="iframe"?"iframe":"widget",server:(r.server??(e?.src?new URL(e.src).origin:"")).replace(/\/+$/,""),accent:s&&o.get("accent")||(r.accent??null),position:r.position==="left"?"left":"right",open:"open"in r&&r.open!=="false",host:i?jt(o.get("origin"))??jt(n.referrer):null}}function jt(e){try{let{origin:t}=new URL(e??"");return t==="null"?null:t}catch{return null}}var Pe=globalThis,se=Pe.ShadowRoot&&(Pe.ShadyCSS===void 0||Pe.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,tt=Symbol(),Ut=new WeakMap,he=class{constructor(t,n,r){if(this._$cssResult$=!0,r!==tt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=n}get styleSheet(){let t=this.o,n=this.t;if(se&&t===void 0){let r=n!==void 0&&n.length===1;r&&(t=Ut.get(n)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),r&&Ut.set(n,t))}return t}toString(){return this.cssText}},Re=e=>new he(typeof e=="string"?e:e+"",void 0,tt),$=(e,...t)=>{let n=e.length===1?e[0]:t.reduce((r,o,s)=>r+(i=>{if(i._$cssResult$===!0)return i.cssText;if(typeof i=="number")return i;throw Error("Value passed to 'css' function must be a 'css' function result: "+i+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(o)+e[s+1],e[0]);return new he(n,e,tt)},Nt=(e,t)=>{if(se)e.adoptedStyleSheets=t.map(n=>n instanceof CSSStyleSheet?n:n.styleSheet);else for(let n of t){let r=document.createElement("style"),o=Pe.litNonce;o!==void 0&&r.setAttribute("nonce",o),r.textContent=n.cssText,e.appendChild(r)}},nt=se?e=>e:e=>e instanceof CSSStyleSheet?(t=>{let n="";for(let r of t.cssRules)n+=r.cssText;return Re(n)})(e):e;var{is:Zr,defineProperty:Xr,getOwnPropertyDescriptor:Jr,getOwnPropertyNames:eo,getOwnPropertySymbols:to,getPrototypeOf:no}=Object,Me=globalThis,Bt=Me.trustedTypes,ro=Bt?Bt.emptyScript:"",oo=Me.reactiveElementPolyfillSupport,fe=(e,t)=>e,rt={toAttribute(e,t){switch(t){case Boolean:e=e?ro:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},Ht=(e,t)=>!Zr(e,t),qt={attribute:!0,type:String,converter:rt,reflect:!1,useDefault:!1,hasChanged:Ht};Symbol.metadata??=Symbol("metadata"),Me.litPropertyMetadata??=new WeakMap;var j=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,n=qt){if(n.state&&(n.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((n=Object.create(n)).wrapped=!0),this.elementProperties.set(t,n),!n.noAccessor){let r=Symbol(),o=this.getPropertyDescriptor(t,r,n);o!==void 0&&Xr(this.prototype,t,o)}}static getPropertyDescriptor(t,n,r){let{get:o,set:s}=Jr(this.prototype,t)??{get(){return this[n]},set(i){this[n]=i}};return{get:o,set(i){let a=o?.call(this);s?.call(this,i),this.requestUpdate(t,a,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??qt}static _$Ei(){if(this.hasOwnProperty(fe("elementProperties")))return;let t=no(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(fe("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(fe("properties"))){let n=this.properties,r=[...eo(n),...to(n)];for(let o of r)this.createProperty(o,n[o])}let t=this[Symbol.metadata];if(t!==null){let n=litPropertyMetadata.get(t);if(n!==void 0)for(let[r,o]of n)this.elementProperties.set(r,o)}this._$Eh=new Map;for(let[n,r]of this.elementProperties){let o=this._$Eu(n,r);o!==void 0&&this._$Eh.set(o,n)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let n=[];if(Array.isArray(t)){let r=new Set(t.flat(1/0).reverse());for(let o of r)n.unshift(nt(o))}else t!==void 0&&n.push(nt(t));return n}static _$Eu(t,n){let r=n.attribute;return r===!1?void 0:typeof r=="string"?r:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,n=this.constructor.elementProperties;for(let r of n.keys())this.hasOwnProperty(r)&&(t.set(r,this[r]),delete this[r]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Nt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,n,r){this._$AK(t,r)}_$ET(t,n){let r=this.constructor.elementProperties.get(t),o=this.constructor._$Eu(t,r);if(o!==void 0&&r.reflect===!0){let s=(r.converter?.toAttribute!==void 0?r.converter:rt).toAttribute(n,r.type);this._$Em=t,s==null?this.removeAttribute(o):this.setAttribute(o,s),this._$Em=null}}_$AK(t,n){let r=this.constructor,o=r._$Eh.get(t);if(o!==void 0&&this._$Em!==o){let s=r.getPropertyOptions(o),i=typeof s.converter=="function"?{fromAttribute:s.converter}:s.converter?.fromAttribute!==void 0?s.converter:rt;this._$Em=o;let a=i.fromAttribute(n,s.type);this[o]=a??this._$Ej?.get(o)??a,this._$Em=null}}requestUpdate(t,n,r,o=!1,s){if(t!==void 0){let i=this.constructor;if(o===!1&&(s=this[t]),r??=i.getPropertyOptions(t),!((r.hasChanged??Ht)(s,n)||r.useDefault&&r.reflect&&s===this._$Ej?.get(t)&&!this.hasAttribute(i._$Eu(t,r))))return;this.C(t,n,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,n,{useDefault:r,reflect:o,wrapped:s},i){r&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,i??n??this[t]),s!==!0||i!==void 0)||(this._$AL.has(t)||(this.hasUpdated||r||(n=void 0),this._$AL.set(t,n)),o===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(n){Promise.reject(n)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[o,s]of this._$Ep)this[o]=s;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[o,s]of r){let{wrapped:i}=s,a=this[o];i!==!0||this._$AL.has(o)||a===void 0||this.C(o,void 0,s,a)}}let t=!1,n=this._$AL;try{t=this.shouldUpdate(n),t?(this.willUpdate(n),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(n)):this._$EM()}catch(r){throw t=!1,this._$EM(),r}t&&this._$AE(n)}willUpdate(t){}_$AE(t){this._$EO?.forEach(n=>n.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(n=>this._$ET(n,this[n])),this._$EM()}updated(t){}firstUpdated(t){}};j.elementStyles=[],j.shadowRootOptions={mode:"open"},j[fe("elementProperties")]=new Map,j[fe("finalized")]=new Map,oo?.({ReactiveElement:j}),(Me.reactiveElementVersions??=[]).push("2.1.2");var st=globalThis,Dt=e=>e,Oe=st.trustedTypes,Ft=Oe?Oe.createPolicy("lit-html",{createHTML:e=>e}):void 0,it="$lit$",z=`lit$${Math.random().toFixed(9).slice(2)}$`,at="?"+z,so=`<${at}>`,Q=document,ye=()=>Q.createComment(""),ve=e=>e===null||typeof e!="object"&&typeof e!="function",lt=Array.isArray,Qt=e=>lt(e)||typeof e?.[Symbol.iterator]=="function",ot=`[ 	
\f\r]`,ge=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Wt=/-->/g,Vt=/>/g,K=RegExp(`>|${ot}(?:([^\\s"'>=/]+)(${ot}*=${ot}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Yt=/'/g,Kt=/"/g,Zt=/^(?:script|style|textarea|title)$/i,ct=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),c=ct(1),Xt=ct(2),Ts=ct(3),C=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),Gt=new WeakMap,G=Q.createTreeWalker(Q,129);function Jt(e,t){if(!lt(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ft!==void 0?Ft.createHTML(t):t}var en=(e,t)=>{let n=e.length-1,r=[],o,s=t===2?"<svg>":t===3?"<math>":"",i=ge;for(let a=0;a<n;a++){let l=e[a],m,p,d=-1,h=0;for(;h<l.length&&(i.lastIndex=h,p=i.exec(l),p!==null);)h=i.lastIndex,i===ge?p[1]==="!--"?i=Wt:p[1]!==void 0?i=Vt:p[2]!==void 0?(Zt.test(p[2])&&(o=RegExp("</"+p[2],"g")),i=K):p[3]!==void 0&&(i=K):i===K?p[0]===">"?(i=o??ge,d=-1):p[1]===void 0?d=-2:(d=i.lastIndex-p[2].length,m=p[1],i=p[3]===void 0?K:p[3]==='"'?Kt:Yt):i===Kt||i===Yt?i=K:i===Wt||i===Vt?i=ge:(i=K,o=void 0);let g=i===K&&e[a+1].startsWith("/>")?" ":"";s+=i===ge?l+so:d>=0?(r.push(m),l.slice(0,d)+it+l.slice(d)+z+g):l+z+(d===-2?a:g)}return[Jt(e,s+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),r]},be=class e{constructor({strings:t,_$litType$:n},r){let o;this.parts=[];let s=0,i=0,a=t.length-1,l=this.parts,[m,p]=en(t,n);if(this.el=e.createElement(m,r),G.currentNode=this.el.content,n===2||n===3){let d=this.el.content.firstChild;d.replaceWith(...d.childNodes)}for(;(o=G.nextNode())!==null&&l.length<a;){if(o.nodeType===1){if(o.hasAttributes())for(let d of o.getAttributeNames())if(d.endsWith(it)){let h=p[i++],g=o.getAttribute(d).split(z),v=/([.?@])?(.*)/.exec(h);l.push({type:1,index:s,name:v[2],strings:g,ctor:v[1]==="."?Ie:v[1]==="?"?je:v[1]==="@"?ze:X}),o.removeAttribute(d)}else d.startsWith(z)&&(l.push({type:6,index:s}),o.removeAttribute(d));if(Zt.test(o.tagName)){let d=o.textContent.split(z),h=d.length-1;if(h>0){o.textContent=Oe?Oe.emptyScript:"";for(let g=0;g<h;g++)o.append(d[g],ye()),G.nextNode(),l.push({type:2,index:++s});o.append(d[h],ye())}}}else if(o.nodeType===8)if(o.data===at)l.push({type:2,index:s});else{let d=-1;for(;(d=o.data.indexOf(z,d+1))!==-1;)l.push({type:7,index:s}),d+=z.length-1}s++}}static createElement(t,n){let r=Q.createElement("template");return r.innerHTML=t,r}};function Z(e,t,n=e,r){if(t===C)return t;let o=r!==void 0?n._$Co?.[r]:n._$Cl,s=ve(t)?void 0:t._$litDirective$;return o?.constructor!==s&&(o?._$AO?.(!1),s===void 0?o=void 0:(o=new s(e),o._$AT(e,n,r)),r!==void 0?(n._$Co??=[])[r]=o:n._$Cl=o),o!==void 0&&(t=Z(e,o._$AS(e,t.values),o,r)),t}var Le=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:r}=this._$AD,o=(t?.creationScope??Q).importNode(n,!0);G.currentNode=o;let s=G.nextNode(),i=0,a=0,l=r[0];for(;l!==void 0;){if(i===l.index){let m;l.type===2?m=new ie(s,s.nextSibling,this,t):l.type===1?m=new l.ctor(s,l.name,l.strings,this,t):l.type===6&&(m=new Ue(s,this,t)),this._$AV.push(m),l=r[++a]}i!==l?.index&&(s=G.nextNode(),i++)}return G.currentNode=Q,o}p(t){let n=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(t,r,n),n+=r.strings.length-2):r._$AI(t[n])),n++}},ie=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,r,o){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=r,this.options=o,this._$Cv=o?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=Z(this,t,n),ve(t)?t===u||t==null||t===""?(this._$AH!==u&&this._$AR(),this._$AH=u):t!==this._$AH&&t!==C&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Qt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==u&&ve(this._$AH)?this._$AA.nextSibling.data=t:this.T(Q.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:r}=t,o=typeof r=="number"?this._$AC(t):(r.el===void 0&&(r.el=be.createElement(Jt(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===o)this._$AH.p(n);else{let s=new Le(o,this),i=s.u(this.options);s.p(n),this.T(i),this._$AH=s}}_$AC(t){let n=Gt.get(t.strings);return n===void 0&&Gt.set(t.strings,n=new be(t)),n}k(t){lt(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,o=0;for(let s of t)o===n.length?n.push(r=new e(this.O(ye()),this.O(ye()),this,this.options)):r=n[o],r._$AI(s),o++;o<n.length&&(this._$AR(r&&r._$AB.nextSibling,o),n.length=o)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let r=Dt(t).nextSibling;Dt(t).remove(),t=r}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},X=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,r,o,s){this.type=1,this._$AH=u,this._$AN=void 0,this.element=t,this.name=n,this._$AM=o,this.options=s,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=u}_$AI(t,n=this,r,o){let s=this.strings,i=!1;if(s===void 0)t=Z(this,t,n,0),i=!ve(t)||t!==this._$AH&&t!==C,i&&(this._$AH=t);else{let a=t,l,m;for(t=s[0],l=0;l<s.length-1;l++)m=Z(this,a[r+l],n,l),m===C&&(m=this._$AH[l]),i||=!ve(m)||m!==this._$AH[l],m===u?t=u:t!==u&&(t+=(m??"")+s[l+1]),this._$AH[l]=m}i&&!o&&this.j(t)}j(t){t===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Ie=class extends X{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===u?void 0:t}},je=class extends X{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==u)}},ze=class extends X{constructor(t,n,r,o,s){super(t,n,r,o,s),this.type=5}_$AI(t,n=this){if((t=Z(this,t,n,0)??u)===C)return;let r=this._$AH,o=t===u&&r!==u||t.capture!==r.capture||t.once!==r.once||t.passive!==r.passive,s=t!==u&&(r===u||o);o&&this.element.removeEventListener(this.name,this,r),s&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Ue=class{constructor(t,n,r){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(t){Z(this,t)}},tn={M:it,P:z,A:at,C:1,L:en,R:Le,D:Qt,V:Z,I:ie,H:X,N:je,U:ze,B:Ie,F:Ue},io=st.litHtmlPolyfillSupport;io?.(be,ie),(st.litHtmlVersions??=[]).push("3.3.3");var nn=(e,t,n)=>{let r=n?.renderBefore??t,o=r._$litPart$;if(o===void 0){let s=n?.renderBefore??null;r._$litPart$=o=new ie(t.insertBefore(ye(),s),s,void 0,n??{})}return o._$AI(e),o};var dt=globalThis,L=class extends j{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let n=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=nn(n,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return C}};L._$litElement$=!0,L.finalized=!0,dt.litElementHydrateSupport?.({LitElement:L});var ao=dt.litElementPolyfillSupport;ao?.({LitElement:L});(dt.litElementVersions??=[]).push("4.2.2");function rn(){return{fetch:(e,t)=>fetch(e,t),after(e,t){let n=setTimeout(t,e);return()=>clearTimeout(n)},random:Math.random,storage:()=>sessionStorage,events:window,isOnline:()=>navigator.onLine,isVisible:()=>document.visibilityState==="visible",openChannel(e){try{return new BroadcastChannel(e)}catch{return null}},newId(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,t=>t.toString(16).padStart(2,"0")).join("")}}}function on(e,t,n,r){let o=t==="failed"?n:null;switch(e.kind){case"refused":return{code:"refused",text:r.refused,retry:null};case"too_large":return{code:"trouble",text:r.tooLarge,retry:null};case"too_many":return{code:"too_many",text:o?r.failed:r.tooMany(e.after),retry:o};case"offline":return t==="waiting"?{code:"offline",text:r.offline,retry:null}:{code:"trouble",text:o?r.failed:r.tryingAgain,retry:o};case"trouble":return{code:"trouble",text:e.message??(o?r.failed:r.tryingAgain),retry:o};case"ended":return{code:"trouble",text:o?r.failed:r.tryingAgain,retry:o}}}function sn(e,t,n){return e.kind==="offline"&&!t?{code:"offline",text:n.offline,retry:null}:e.kind==="refused"?{code:"refused",text:n.refused,retry:null}:{code:"trouble",text:(e.kind==="trouble"?e.message:null)??n.notStarted,retry:null}}var lo=[.5,1,2,4,8],co=60;function an(e){let t=[],n=new Map,r=null,o=null,s=!1;function i(){let p=t[0];p===void 0||r!==null||o!==null||s||(r=p,e.onState(p.message.id,"sending",null),e.deliver(p.message).then(d=>a(p,d),()=>a(p,{kind:"trouble",message:null,lasting:!1})))}function a(p,d){if(r!==p)return;r=null;let{id:h}=p.message;d.kind==="ok"?(t.shift(),e.onAnswer(h,d.value)):p.isSettled?t.shift():d.kind==="too_large"||d.kind==="trouble"&&d.lasting?(t.shift(),n.set(h,p),e.onState(h,"failed",d)):d.kind==="offline"&&!e.isOnline()?(s=!0,e.onState(h,"waiting",d)):l(p,d),i()}function l(p,d){let{id:h}=p.message,g=lo[p.failures],v=d.kind==="too_many";if(g===void 0||d.kind==="refused"||v&&d.after>co){s=!0,e.onState(h,"failed",d);return}p.failures+=1;let y=v?d.after+e.random()/4:g*(.75+e.random()/2);o=e.after(y*1e3,()=>{o=null,i()});let w=v||p.failures>1||d.kind==="offline"&&d.slow;e.onState(h,v?"waiting":"sending",w?d:null)}function m(){o?.(),o=null,s=!1,t[0]!==void 0&&(t[0].failures=0),i()}return{add(p){t.push({message:p,failures:0,isSettled:!1}),e.onState(p.id,"waiting",null),s?m():i()},retry(p){let d=n.get(p);d!==void 0?(n.delete(p),t.push({...d,failures:0}),e.onState(p,"waiting",null),i()):t.some(({message:h})=>h.id===p)&&s&&m()},resume:m,settle(p){if(r?.message.id===p){r.isSettled=!0;return}let d=t[0]?.message.id===p;t=t.filter(({message:h})=>h.id!==p),n.delete(p),d&&m()},clear(){o?.(),o=null,r=null,s=!1,t=[],n.clear()}}}var uo=["https:","mailto:","tel:"];function ke(e){if(e.length>2e3)return null;let t;try{t=new URL(e)}catch{return null}let n=t.username!==""||t.password!=="";return uo.includes(t.protocol)&&!n?t.href:null}function ln(e){return/^[0-9]{3,12}$/.test(e)?`tel:${e}`:null}var po=6e3,ut=4,qe=/^( *)(?:[-*+]|(\d{1,9})[.)]) +(\S.*)$/,mo=/\\([\\*_[\]()#+\-.`~<>|!])|(!?)\[([^[\]\n]{1,300})\]\(([^()\s<>]{1,2000})\)|\*\*(\S(?:[^]{0,500}?\S)?)\*\*(?!\*)|\*([^\s*](?:[^*]{0,500}?[^\s*])?)\*|(https:\/\/[^\s<>()"']{1,500}[^\s<>()"'.,;:!?])|(\n)/g;function pt(e){return e.length>po?[vo(e)]:dn(e.replace(/\r\n?/g,`
`).split(`
`),0)}function cn(e){return pt(e).flatMap(mn).join(" ")}function dn(e,t){let n=[],r=0;for(;r<e.length;){let o=e[r]??"";if(o.trim()==="")r+=1;else if(t<ut&&qe.test(o)){let s=fo(e,r);n.push(go(e.slice(r,s),t)),r=s}else{let s=ho(e,r,t),i=e.slice(r,s).map(a=>a.trim());n.push({kind:"paragraph",children:Ne(i.join(`
`).replace(/^#{1,6} +/,""),0)}),r=s}}return n}function ho(e,t,n){let r=t+1;for(;r<e.length&&e[r]?.trim()!==""&&!(n<ut&&qe.test(e[r]??""));)r+=1;return r}function fo(e,t){let{indent:n,isNumbered:r}=Be(e[t]??""),o=t+1;for(let s=o;s<e.length;s+=1){let i=e[s]??"";if(i.trim()==="")continue;let a=Be(i),l=a.indent>n,m=a.isItem&&a.indent<=n&&a.isNumbered===r,p=!a.isItem&&s===o;if(!l&&!m&&!p)break;o=s+1}return o}function go(e,t){let{indent:n}=Be(e[0]??""),r=[];for(let s of e){let i=Be(s);i.isItem&&i.indent<=n?r.push([i.words]):r.at(-1)?.push(s.slice(Math.min(i.indent,n+2)))}let o=qe.exec(e[0]??"")?.[2];return{kind:"list",start:o===void 0?null:Number(o),items:r.map(s=>dn(s,t+1))}}function Be(e){let t=qe.exec(e);return{isItem:t!==null,indent:e.length-e.trimStart().length,isNumbered:t?.[2]!==void 0,words:t?.[3]??e}}function Ne(e,t){if(t>=ut)return[U(e)];let n=[],r=0;for(let o of e.matchAll(mo))o.index>r&&n.push(U(e.slice(r,o.index))),n.push(yo(o,t+1)),r=o.index+o[0].length;return r<e.length&&n.push(U(e.slice(r))),pn(n)}function yo(e,t){let[n,r,o,s,i,a,l,m]=e;if(r!==void 0)return U(r);if(s!==void 0){let p=o===""?ke(i??""):null;return p===null?U(n):{kind:"link",href:p,children:un(Ne(s,t))}}if(a!==void 0)return{kind:"strong",children:Ne(a,t)};if(l!==void 0)return{kind:"em",children:Ne(l,t)};if(m!==void 0){let p=e.input?.[(e.index??0)-1]??" ",d=/[\s(]/.test(p)?ke(m):null;return d===null?U(n):{kind:"link",href:d,children:[U(m)]}}return{kind:"break"}}function un(e){return pn(e.flatMap(t=>t.kind==="link"?t.children:"children"in t?[{...t,children:un(t.children)}]:[t]))}function pn(e){let t=[];for(let n of e){let r=t.at(-1);n.kind==="text"&&r?.kind==="text"?t[t.length-1]=U(r.text+n.text):t.push(n)}return t}function U(e){return{kind:"text",text:e}}function vo(e){return{kind:"paragraph",children:[U(e.trim())]}}function mn(e){return e.kind==="list"?e.items.flat().flatMap(mn):hn(e.children).split(`
`).map(t=>t.trim()).filter(t=>t!=="").map(t=>/[\p{L}\p{N})"”']$/u.test(t)?`${t}.`:t)}function hn(e){return e.map(t=>t.kind==="text"?t.text:t.kind==="break"?`
`:hn(t.children)).join("")}function gn(e,t){let n=e.filter(fn),r=e.filter(o=>!fn(o));return{text:[...n,...r].flatMap(o=>bo(o,t)).join(" "),urgent:n.length>0}}function fn(e){return e.kind==="care_card"||e.custom?.type==="care_card"}function bo(e,t){let{custom:n}=e,r=n?.type==="care_card"?[t.careCard[n.level]]:[],o=e.buttons.map(i=>i.title),s=o.length>0?[t.choices(o)]:[];return[...r,cn(e.text),...ko(e,t),...s]}function ko({custom:e},t){switch(e?.type){case"body_map":return[t.bodyMap];case"scale":return[t.scale(e.minimum,e.maximum)];case"choice":{let n=e.options.map(r=>r.title);return[e.multiple?t.severalChoices(n):t.choices(n)]}default:return[]}}var vn=400,bn=0;function ht(e){return{phase:"idle",online:e,notice:null,announcement:{serial:0,text:"",urgent:!1},conversation:"",last:0,floor:0,shown:[],pending:[],opinions:new Map}}function kn(e,t,n){switch(t.type){case"starting":return{...e,phase:"starting"};case"started":return xo({...e,notice:t.notice},t.session,t.keeps,n);case"not_started":return yn({...e,phase:"failed"},t.notice);case"said":{let r=[...e.pending,{id:t.id,text:t.text,state:"waiting"}];return{...e,pending:r,shown:gt(e.shown,r)}}case"moved":{let{id:r,state:o}=t;return{...e,pending:e.pending.map(s=>s.id===r?{...s,state:o}:s)}}case"answered":return t.name===e.conversation?So(e,t.id,t.answer,n):e;case"noticed":return yn(e,t.notice);case"online":return{...e,online:t.online};case"rated":return{...e,opinions:Ao(e.opinions,t.key,t.opinion)};case"forgotten":return{...e,shown:[],floor:e.last+1,opinions:new Map};case"left":return{...ht(e.online),announcement:e.announcement}}}function ft(e){let t=e.pending.some(({state:r})=>r!=="failed"),n=e.shown.at(-1);return{phase:e.phase,items:[...e.shown.flatMap(r=>wo(r,r===n&&!t,e.opinions)),...e.pending.map(({id:r,text:o,state:s})=>({from:"person",key:r,text:o,state:s}))].slice(-vn),busy:e.pending.some(({state:r})=>r==="sending"),online:e.online,notice:e.notice,announcement:e.announcement}}function wo(e,t,n){let r=`${e.conversation}.${e.id??e.number}`,o=e.text===""?[]:[{from:"person",key:e.id??r,text:e.text,state:"sent"}],s=e.replies.map((i,a)=>{let l=`${r}.${a}`;return{from:"bot",key:l,reply:i,open:t,first:a===0,fresh:e.fresh,opinion:n.get(l)??null}});return[...o,...s]}function xo(e,t,n,r){let{conversation:o,turns:s}=t,i=o===e.conversation,a=e.shown.length===0,l=n&&!i?e.shown:[],m=i?e.shown:[],p=m.find(mt)??(s.length===0?$o(t):null),d=xn(s,m),h=s.map(w=>wn(w,d.get(w),o,e.pending,!a)),g=[...p===null?[]:[p],...Sn(h)],v=g.filter(w=>w.fresh&&!m.some(W=>$n(W,w))),y={...e,phase:"ready",conversation:o,last:t.last,floor:0,pending:Cn(e.pending,s)};return Tn({...y,shown:gt([...l,...g],y.pending)},v.slice(-1),r,e.notice)}function $o({conversation:e,welcome:t}){return{id:null,number:bn,text:"",replies:[t],conversation:e,fresh:!0}}function So(e,t,n,r){let o=n.forgotten?Co(n):e.floor,s=To(n.turns,t,e,n.last).filter(y=>y.number>=o),i=n.forgotten?[]:e.shown,a=i.filter(y=>y.conversation===e.conversation),l=i.filter(y=>y.conversation!==e.conversation),m=xn(s,a),p=new Map(s.map(y=>[y,wn(y,m.get(y),e.conversation,e.pending,!0)])),d=new Map([...m].map(([y,w])=>[w,p.get(y)])),h=[...p].flatMap(([y,w])=>m.has(y)?[]:[w]),g=Sn([...a.map(y=>d.get(y)??y),...h]),v={...e,last:n.forgotten?n.last:Math.max(e.last,n.last),floor:o,pending:Cn(e.pending,s).filter(y=>y.id!==t)};return Tn({...v,shown:gt([...l,...g],v.pending)},h,r)}function Co({turns:e,last:t}){return e.length===0?t+1:Math.min(...e.map(n=>n.number))}function To(e,t,n,r){let o=n.pending.find(i=>i.id===t);if(o===void 0||e.some(i=>i.id===t))return e;let s=e.reduce((i,a)=>a.id===null?a:i,null);return s!==null?e.map(i=>i===s?{...i,id:t}:i):[...e,{id:t,number:Math.max(r,n.last)+.5,text:o.text,replies:[]}]}function wn(e,t,n,r,o){let s=r.find(i=>i.id===e.id);return{...e,id:e.id??t?.id??null,text:e.text||t?.text||s?.text||"",conversation:n,fresh:t?.fresh??o}}function xn(e,t){let n=new Map,r=new Set;for(let o of[_o,$n])for(let s of e){let i=n.has(s)?void 0:t.find(a=>!r.has(a)&&o(a,s));i!==void 0&&(n.set(s,i),r.add(i))}return n}function $n(e,t){return e.id!==null&&t.id!==null?e.id===t.id:e.number===t.number&&mt(e)===mt(t)}function _o(e,t){return e.id!==null&&e.id===t.id}function mt({id:e,number:t}){return e===null&&t===bn}function Sn(e){return[...e].sort((t,n)=>Math.floor(t.number)-Math.floor(n.number))}function Cn(e,t){return e.filter(n=>!t.some(r=>r.id===n.id))}function gt(e,t){let n=vn-t.length,r=e.length;for(let o of[...e].reverse()){if(n-=o.replies.length+(o.text===""?0:1),n<0&&r<e.length)break;r-=1}return e.slice(r)}function Ao(e,t,n){let r=new Map(e);return n===null?r.delete(t):r.set(t,n),r}function Tn(e,t,n,r=null){let o=t.flatMap(l=>l.replies),{text:s,urgent:i}=gn(o,n),a=[r?.text??"",s].filter(l=>l!=="").join(" ");return a===""?e:_n(e,{text:a,urgent:i})}function yn(e,t){let n={...e,notice:t};return t===null||t.text===e.notice?.text?n:_n(n,{text:t.text,urgent:!1})}function _n(e,{text:t,urgent:n}){return{...e,announcement:{serial:e.announcement.serial+1,text:t,urgent:n}}}function An(e,t){let n=`backtalk:${t}`,r=null;function o(s){try{let i=e();return i===null?null:s(i)}catch{return null}}return{read:()=>r??o(s=>s.getItem(n)),keep(s){r=s,o(i=>i.setItem(n,s))},drop(){r=null,o(s=>s.removeItem(n))}}}var En={read:()=>null,keep:()=>{},drop:()=>{}};var Eo=["answer","question","summary","care_card","not_covered","smalltalk","notice","error"],Po=["strong","moderate","low","none","n/a"],Ro=["emergency","urgent","crisis"];function Pn(e){let t=E(e),n=T(t,"text");if(typeof n!="string"||n.trim()==="")return null;let r=n.slice(0,2e4);return{text:r,response:x(t,"response",300),kind:bt(t,"kind",Eo)??"notice",buttons:P(t,"buttons",25,Uo),custom:Oo(E(T(t,"custom")),r)}}function Mo(e){let t=E(e),n=ae(t,"number");if(n===null)return null;let r=x(t,"id",64);return{id:r!==null&&/^[\w-]{8,64}$/.test(r)?r:null,number:n,text:x(t,"text",2e4)??"",replies:P(t,"replies",50,Pn)}}function yt(e){let t=E(e),n=T(t,"turns");if(!Array.isArray(n))return null;let r=n.slice(-400).flatMap(o=>Mo(o)??[]);return{turns:r,last:ae(t,"last")??Math.max(0,...r.map(o=>o.number)),forgotten:T(t,"forgotten")===!0}}function Rn(e){let t=E(e),n=yt(t),r=x(t,"conversation",300),o=Pn(T(t,"welcome"));if(n===null||!r||o===null)return null;let s=x(t,"token",2e3);return{...n,token:s!==null&&/^[!-~]+$/.test(s)?s:null,conversation:r,welcome:o}}function Mn(e){return x(E(T(E(e),"error")),"message",500)||null}function Oo(e,t){if(T(e,"version")!==1)return null;let n=T(e,"type"),r=x(e,"text",2e4)||t;switch(n){case"answer":return Io(e,r);case"care_card":return jo(e,r);case"summary":return{type:n,text:r,covered:P(e,"covered",100,we),not_covered:P(e,"not_covered",100,we),unsure:P(e,"unsure",100,we),points:P(e,"points",100,we),questions:P(e,"questions",100,we)};case"consent":case"progress":case"body_map":case"scale":case"choice":case"check_answers":return Lo(e,n,r);default:return null}}function Lo(e,t,n){let r=x(e,"question",300);if(!r)return null;let o={text:n,question:r,progress:zo(E(T(e,"progress")))},s=P(e,"options",100,No);switch(t){case"consent":case"progress":return{type:t,...o};case"body_map":return s.length>0?{type:t,...o,options:s,chosen:P(e,"chosen",100,Do)}:null;case"choice":return s.length>0?{type:t,...o,options:s,multiple:T(e,"multiple")===!0}:null;case"scale":{let i=ae(e,"minimum"),a=ae(e,"maximum");return i===null||a===null||a<=i||a>100?null:{type:t,...o,minimum:i,maximum:a}}case"check_answers":return{type:t,...o,answers:P(e,"answers",100,Ho)}}}function Io(e,t){let n=P(e,"sources",100,Bo);return{type:"answer",text:t,sources:n,evidence:bt(e,"evidence",Po)??"n/a"}}function jo(e,t){let n=bt(e,"level",Ro);return n===null?null:{type:"care_card",text:t,level:n,numbers:P(e,"numbers",100,qo)}}function zo(e){let t=ae(e,"number"),n=ae(e,"total");return t!==null&&n!==null&&t>=1&&t<=n?{number:t,total:n}:null}function Uo(e){let t=E(e),n=x(t,"title",500),r=x(t,"payload",500);return n&&r?{title:n,payload:r}:null}function No(e){let t=E(e),n=x(t,"value",300),r=x(t,"title",500);return n&&r?{value:n,title:r}:null}function Bo(e){let t=E(e),n=x(t,"section",500),r=x(t,"url",2e3);return n!==null&&r!==null?{section:n,url:r}:null}function qo(e){let t=E(e),n=x(t,"label",500),r=x(t,"dial",12);return n&&r&&/^[0-9]{3,12}$/.test(r)?{label:n,dial:r}:null}function Ho(e){let t=E(e),n=x(t,"step",300),r=x(t,"label",500),o=x(t,"value",2e4);return n&&r!==null&&o!==null?{step:n,label:r,value:o}:null}var we=e=>vt(e,2e4)||null,Do=e=>vt(e,300)||null;function T(e,t){return Object.hasOwn(e,t)?e[t]:void 0}function E(e){return typeof e=="object"&&e!==null&&!Array.isArray(e)?e:{}}function x(e,t,n){return vt(T(e,t),n)}function vt(e,t){return typeof e=="string"&&e.length<=t?e:null}function ae(e,t){let n=T(e,t);return typeof n=="number"&&Number.isSafeInteger(n)&&n>=0?n:null}function bt(e,t,n){let r=T(e,t);return n.find(o=>o===r)??null}function P(e,t,n,r){let o=T(e,t);return Array.isArray(o)?o.slice(0,n).flatMap(s=>r(s)??[]):[]}var Fo=2e4,Wo=8192,On=5;function In(e){let t=e.server.replace(/\/+$/,""),n=e.keep==="cookie"?"same-origin":"omit";async function r(s,i,a){let l=i===null?null:JSON.stringify(i);if(l!==null&&new TextEncoder().encode(l).length>Wo)return{kind:"too_large"};let m=new AbortController,p=!1,d=e.after(Fo,()=>{p=!0,m.abort()});try{let h=await e.fetch(`${t}/api/${s}`,{method:l===null?"GET":"POST",headers:o(l!==null),...l===null?{}:{body:l},credentials:n,cache:"no-store",redirect:"error",signal:m.signal});if(!h.ok)return await Vo(h);let g=await a(h);return g===null?{kind:"trouble",message:null,lasting:!1}:{kind:"ok",value:g}}catch{return{kind:"offline",slow:p}}finally{d()}}function o(s){let i=e.keep==="token"?e.token():null;return{...s?{"Content-Type":"application/json"}:{},...i===null?{}:{Authorization:`Bearer ${i}`}}}return{begin:s=>r("session",{keep:e.keep,...s?{new:!0}:{}},async i=>Rn(await kt(i))),say:({id:s,text:i,pressed:a},l)=>r("messages",{id:s,text:i,pressed:a,after:l},Ln),since:s=>r(`messages?after=${s}`,null,Ln),async rate(s,i){let a=await r("feedback",{response:s,opinion:i},async()=>!0);return a.kind==="ok"?{kind:"ok",value:null}:a},page:s=>r(`page/${s}`,null,i=>i.blob())}}async function Ln(e){return yt(await kt(e))}async function Vo(e){switch(e.status){case 401:return{kind:"ended"};case 403:return{kind:"refused"};case 413:return{kind:"too_large"};case 429:return{kind:"too_many",after:Yo(e.headers.get("Retry-After"))};default:return{kind:"trouble",message:Mn(await kt(e)),lasting:e.status>=400&&e.status<500&&e.status!==408}}}async function kt(e){let t=await e.text();try{return JSON.parse(t)}catch{return null}}function Yo(e){if(e===null||e.trim()==="")return On;let t=Number(e),n=Number.isNaN(t)?(Date.parse(e)-Date.now())/1e3:t;return Number.isFinite(n)?Math.max(1,Math.ceil(n)):On}var wt={kind:"trouble",message:null,lasting:!1};function jn({server:e,keep:t,texts:n,surroundings:r=rn()}){let{after:o,random:s,isOnline:i,events:a}=r,l=t==="token"?An(r.storage,e):En,m=In({server:e,keep:t,fetch:r.fetch,after:o,token:l.read}),p=an({deliver:f=>Tt(b=>m.say(f,b)),after:o,random:s,isOnline:i,onState(f,b,k){A({type:"moved",id:f,state:b}),k!==null&&h.phase!=="failed"&&V(on(k,b,f,n))},onAnswer(f,{name:b,answer:k}){h.notice?.code!=="ended"&&V(null),_t(f,b,k),At(k.forgotten?"forgotten":"changed")}}),d=new Set,h=ht(i()),g=ft(h),v=null,y="",w=!1,W=!1,et=!1,ne=null,_e=!1,Ct=!1,re=0,ue=!1;function A(f){if(!ue){h=kn(h,f,n),g=ft(h);for(let b of[...d])try{b()}catch(k){console.error(k)}}}function V(f){f!==h.notice&&A({type:"noticed",notice:f})}function pe(){if(ne!==null)return ne;let f=Wr(re);return ne=f,f.finally(()=>{ne===f&&(ne=null)}),f}async function Wr(f){h.phase!=="ready"&&A({type:"starting"});let b=await m.begin(et);if(f!==re)return wt;if(b.kind!=="ok")return h.phase==="starting"&&A({type:"not_started",notice:sn(b,i(),n)}),b;let{value:k}=b;k.token!==null&&l.keep(k.token);let oe=h.conversation!==""&&k.conversation!==h.conversation?{code:"ended",text:n.ended,retry:null}:null,O=W;return w=!0,et=!1,Vr(k.conversation),A({type:"started",session:k,keeps:O,notice:oe}),k.turns.forEach(me=>me.id!==null&&p.settle(me.id)),b}async function Tt(f){let b=re;for(let k=0;;k+=1){if(!w){let Y=await pe();if(Y.kind!=="ok")return Y}let{conversation:q,last:oe}=h,O=await f(oe);if(b!==re)return wt;let me=q===h.conversation;if(me&&O.kind==="ended"&&Ae(!0),!me||O.kind==="ended"){if(k===0)continue;return wt}if(O.kind!=="ok")return O;if(O.value.last<oe&&!O.value.forgotten){Ae(!1);let Y=await pe();if(Y.kind!=="ok")return Y;let{turns:Lt}=Y.value,Kr=O.value.turns.filter(({id:It})=>It!==null&&!Lt.some(Qr=>Qr.id===It)),Gr={...Y.value,turns:[...Lt,...Kr]};return{kind:"ok",value:{name:h.conversation,answer:Gr}}}return{kind:"ok",value:{name:q,answer:O.value}}}}function Ae(f){w=!1,W=f,f&&l.drop()}function _t(f,b,k){A({type:"answered",id:f,name:b,answer:k});for(let q of k.turns)q.id!==null&&q.id!==f&&p.settle(q.id)}async function Ee(){if(!w||!r.isVisible()||(Ct=_e,_e))return;_e=!0;let f=await Tt(m.since);_e=!1,f.kind==="ok"&&_t(null,f.value.name,f.value.answer),Ct&&Ee()}function Vr(f){f!==y&&(At("left"),v?.close(),y=f,v=r.openChannel(`backtalk:${e}:${f}`),v?.addEventListener("message",({data:b})=>Yr(b)))}function At(f){v?.postMessage(f)}function Yr(f){f==="forgotten"&&A({type:"forgotten"}),f==="left"&&t==="cookie"&&w?(Ae(!1),pe()):(f==="forgotten"||f==="changed")&&Ee()}function Et(){A({type:"online",online:!0}),h.notice?.code==="offline"&&V(null),h.phase!=="idle"&&Mt(),p.resume(),Ee()}function Pt(){A({type:"online",online:!1}),V({code:"offline",text:n.offline,retry:null})}function Rt(){Ee()}async function Mt(){if(w||ue)return;h.phase==="failed"&&V(null),(await pe()).kind==="ok"&&p.resume()}function Ot(f,b){if(f.trim()===""||ue)return;let k={id:r.newId(),text:f,pressed:b};i()&&V(null),A({type:"said",id:k.id,text:f}),p.add(k)}return a.addEventListener("online",Et),a.addEventListener("offline",Pt),a.addEventListener("visibilitychange",Rt),{get view(){return g},subscribe(f){return d.add(f),()=>d.delete(f)},start:Mt,send:f=>Ot(f.trim(),null),press:f=>Ot(f.title,f.payload),retry(f){i()&&V(null),p.retry(f)},async rate(f,b){let k=g.items.find(oe=>oe.key===f);if(k?.from!=="bot"||k.reply.response===null)return;A({type:"rated",key:f,opinion:b}),(await m.rate(k.reply.response,b)).kind!=="ok"&&A({type:"rated",key:f,opinion:k.opinion})},async page(f){let b=await m.page(f);return b.kind==="ok"?b.value:null},async restart(){ue||(re+=1,ne=null,p.clear(),l.drop(),Ae(!1),et=!0,A({type:"left"}),await pe())},dispose(){re+=1,ue=!0,p.clear(),d.clear(),v?.close(),a.removeEventListener("online",Et),a.removeEventListener("offline",Pt),a.removeEventListener("visibilitychange",Rt)}}}var zn={offline:"You are offline. What you write stays here, and I send it when the internet is back. In an emergency, don't wait: call your local emergency number.",tryingAgain:"This takes longer than usual. I keep trying to send your message. In an emergency, don't wait: call your local emergency number.",failed:"I could not send your message. You can try again. In an emergency, don't wait: call your local emergency number.",notStarted:"I could not reach the chat. You can try again. In an emergency, don't wait: call your local emergency number.",ended:"The chat before this one has ended, so this is a new one. I don't know what you said before.",tooMany:e=>`That was a bit fast for me. I will send it in ${e===1?"1 second":`${e} seconds`}. In an emergency, don't wait: call your local emergency number.`,tooLarge:"That was too long for me. Could you say it in a few short sentences? In an emergency, don't wait: call your local emergency number.",refused:"This chat does not work on this page. In an emergency, call your local emergency number.",careCard:{emergency:"Emergency.",urgent:"Urgent.",crisis:"Help now."},choices:e=>`${e.length===1?"1 answer":`${e.length} answers`} to choose from: ${e.join(", ")}.`,severalChoices:e=>`You can choose more than one of these: ${e.join(", ")}.`,bodyMap:"You can choose places on the body.",scale:(e,t)=>`You can choose a number from ${e} to ${t}.`};var Un={title:"Backtalk",subtitle:"Information, not a diagnosis",emergency:"In an emergency, call your local emergency number.",pageTitle:"Backtalk: questions about low back pain",launcher:"Ask about back pain",close:"Close the chat",opening:"The chat is opening …",menu:"Menu",menuPage:"Save the page for my doctor",menuRestart:"Start over",menuForget:"Delete my answers",commands:{restart:"start over",forget:"forget me"},transcript:"Conversation",bot:"Backtalk",botSaid:"Backtalk said:",youSaid:"You said:",typing:"Backtalk is writing",starting:"One moment, I am getting ready.",failed:"I could not start the chat.",sending:"Sending …",waiting:"Waiting to be sent",notSent:"Not sent",retry:"Try again",message:"Your message",placeholder:"Type your question here",send:"Send",count:(e,t)=>`${e} of ${t} characters`,tooLong:e=>`${e===1?"1 character":`${e} characters`} too many. Please make it shorter.`,answers:"Answers to choose from",moreChoices:"Other choices",confirm:"Done",chooseFirst:"Please choose at least one, or press a button below.",chosen:e=>`Chosen: ${e}`,noneChosen:"Nothing chosen yet",chooseSeveral:"You can choose more than one.",progress:(e,t)=>`Question ${e} of ${t}`,map:{legend:"Where does it hurt?",hint:"Tap the body, or use the list. You can choose more than one place.",front:"Front",back:"Back",yourLeft:"your left",yourRight:"your right",left:"Left",right:"Right",sideUnknown:"Not sure",sideUnknownMore:"which side",others:"Other places"},scale:{legend:"A number for your pain",lowest:"no pain",highest:"worst you can think of"},check:{change:"Change",changeWhat:e=>`Change: ${e}`},care:{level:{emergency:"Emergency",urgent:"Urgent",crisis:"Help right now"},heading:{emergency:"Please get help now",urgent:"Please speak to a doctor today",crisis:"You don't have to face this alone"},call:e=>`Call ${e}`},sources:{heading:"Where this comes from",proof:"How strong is the proof?",evidence:{strong:"The article calls the proof strong.",moderate:"The article calls the proof moderate.",low:"The article calls the proof weak.",none:"The article gives no proof for this."},newTab:"opens in a new tab"},feedback:{ask:"Did this help?",up:"Yes, this helped",down:"No, this did not help",thanks:"Thank you for telling me."},summary:{heading:"Your summary",covered:"You told me, and the article speaks of it too",notCovered:"You told me, but the article does not speak of it",unsure:"You were not sure, or skipped it",points:"What the article says that fits your answers",questions:"Questions for your doctor"},page:{heading:"A page for your doctor",pdf:"Save as PDF",print:"Print",html:"Save as web page",copy:"Copy the words",forget:"Delete my answers",file:"page-for-my-doctor",working:"One moment, I am making the page.",saved:"The page is saved with your downloads.",opened:"The page is open in a new tab. You can print it there.",noWindow:"I could not open a new tab, so I saved the page with your downloads. You can print it from there.",none:"There is no page yet. Answer some questions about your pain first.",copied:"Copied.",notCopied:"I could not copy it. You can mark the words above and copy them yourself."}};var Nn={offline:"No tiene conexión a internet. Lo que escriba se queda aquí y se enviará cuando vuelva la conexión. En una emergencia no espere: llame al número de emergencias de su localidad.",tryingAgain:"Esto tarda más de lo normal. Sigo intentando enviar su mensaje. En una emergencia no espere: llame al número de emergencias de su localidad.",failed:"No pude enviar su mensaje. Puede intentarlo otra vez. En una emergencia no espere: llame al número de emergencias de su localidad.",notStarted:"No pude conectar con el chat. Puede intentarlo otra vez. En una emergencia no espere: llame al número de emergencias de su localidad.",ended:"El chat anterior terminó, así que este es uno nuevo. No sé lo que usted dijo antes.",tooMany:e=>`Eso fue muy rápido para mí. Lo enviaré en ${e===1?"1 segundo":`${e} segundos`}. En una emergencia no espere: llame al número de emergencias de su localidad.`,tooLarge:"Ese mensaje es demasiado largo para mí. ¿Podría decirlo en pocas frases cortas? En una emergencia no espere: llame al número de emergencias de su localidad.",refused:"Este chat no funciona en esta página. En una emergencia, llame al número de emergencias de su localidad.",careCard:{emergency:"Emergencia.",urgent:"Urgente.",crisis:"Ayuda ahora."},choices:e=>`${e.length===1?"1 respuesta":`${e.length} respuestas`} para elegir: ${e.join(", ")}.`,severalChoices:e=>`Puede elegir más de una de estas: ${e.join(", ")}.`,bodyMap:"Puede elegir lugares del cuerpo.",scale:(e,t)=>`Puede elegir un número del ${e} al ${t}.`};var Bn={title:"Backtalk",subtitle:"Información, no un diagnóstico",emergency:"En una emergencia, llame al número de emergencias.",pageTitle:"Backtalk: preguntas sobre el dolor lumbar",launcher:"Preguntas sobre la espalda",close:"Cerrar el chat",opening:"El chat se está abriendo …",menu:"Menú",menuPage:"Guardar la hoja para mi médico",menuRestart:"Empezar de nuevo",menuForget:"Borrar mis respuestas",commands:{restart:"start over",forget:"forget me"},transcript:"Conversación",bot:"Backtalk",botSaid:"Backtalk dijo:",youSaid:"Usted dijo:",typing:"Backtalk está escribiendo",starting:"Un momento, me estoy preparando.",failed:"No pude iniciar el chat.",sending:"Enviando …",waiting:"En espera de envío",notSent:"No se envió",retry:"Intentar otra vez",message:"Su mensaje",placeholder:"Escriba aquí su pregunta",send:"Enviar",count:(e,t)=>`${e} de ${t} caracteres`,tooLong:e=>`${e===1?"Sobra 1 carácter":`Sobran ${e} caracteres`}. Por favor, acorte el mensaje.`,answers:"Respuestas para elegir",moreChoices:"Otras opciones",confirm:"Listo",chooseFirst:"Por favor, elija al menos una opción o pulse uno de los botones de abajo.",chosen:e=>`Elegido: ${e}`,noneChosen:"Aún no ha elegido nada",chooseSeveral:"Puede elegir más de una opción.",progress:(e,t)=>`Pregunta ${e} de ${t}`,map:{legend:"¿Dónde le duele?",hint:"Toque el cuerpo o use la lista. Puede elegir más de un lugar.",front:"Por delante",back:"Por detrás",yourLeft:"su izquierda",yourRight:"su derecha",left:"Izquierda",right:"Derecha",sideUnknown:"No lo sé",sideUnknownMore:"de qué lado",others:"Otros lugares"},scale:{legend:"Un número para su dolor",lowest:"sin dolor",highest:"el peor que pueda imaginar"},check:{change:"Cambiar",changeWhat:e=>`Cambiar: ${e}`},care:{level:{emergency:"Emergencia",urgent:"Urgente",crisis:"Ayuda ahora mismo"},heading:{emergency:"Por favor, busque ayuda ahora",urgent:"Por favor, hable hoy con un médico",crisis:"No tiene que pasar por esto a solas"},call:e=>`Llamar al ${e}`},sources:{heading:"De dónde viene esto",proof:"¿Qué tan sólidas son las pruebas?",evidence:{strong:"El artículo dice que las pruebas son sólidas.",moderate:"El artículo dice que las pruebas son moderadas.",low:"El artículo dice que las pruebas son débiles.",none:"El artículo no da pruebas de esto."},newTab:"se abre en otra pestaña"},feedback:{ask:"¿Le sirvió?",up:"Sí, me sirvió",down:"No, no me sirvió",thanks:"Gracias por decírmelo."},summary:{heading:"Su resumen",covered:"Usted lo dijo y el artículo también lo trata",notCovered:"Usted lo dijo, pero el artículo no lo trata",unsure:"Tenía dudas o lo dejó sin responder",points:"Lo que dice el artículo y tiene que ver con sus respuestas",questions:"Preguntas para su médico"},page:{heading:"Una hoja para su médico",pdf:"Guardar como PDF",print:"Imprimir",html:"Guardar como página web",copy:"Copiar el texto",forget:"Borrar mis respuestas",file:"hoja-para-mi-medico",working:"Un momento, estoy preparando la hoja.",saved:"La hoja está guardada con sus descargas.",opened:"La hoja está abierta en otra pestaña. Puede imprimirla allí.",noWindow:"No pude abrir otra pestaña, así que guardé la hoja con sus descargas. Puede imprimirla desde allí.",none:"Aún no hay ninguna hoja. Responda primero algunas preguntas sobre su dolor.",copied:"Copiado.",notCopied:"No pude copiarlo. Puede marcar el texto de arriba y copiarlo a mano."}};var Ko={conversation:zn,ui:Un},Go={en:Ko,es:{conversation:Nn,ui:Bn}},Qo=["ar","he","fa","ur"];function xt(e){return Dn(e)==="es"?"es":"en"}function qn(e){return Go[xt(e)]}function Hn(e){return Qo.includes(Dn(e))?"rtl":"ltr"}function Dn(e){return e.trim().toLowerCase().split(/[-_]/,1)[0]??""}var xe="(max-width: 32em), (max-height: 28.5em)";function $e(){return matchMedia(xe).matches}function J(){return matchMedia("(pointer: coarse)").matches}function Fn(){return matchMedia("(prefers-reduced-motion: reduce)").matches}function H(e){return c`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${e} /></svg>`}var S={bubble:H("M4 5.5h16v11H11l-4.5 3.5v-3.5H4zM8 9.5h8M8 12.5h5"),close:H("M6 6l12 12M18 6L6 18"),menu:H("M5 7h14M5 12h14M5 17h14"),send:H("M12 19V5M6 11l6-6 6 6"),phone:H("M7 4l3 4.5-2 2c1 2.4 3 4.4 5.5 5.5l2-2L20 17c-.5 2-1.8 3-3.5 3C10 20 4 14 4 7.5 4 5.8 5 4.5 7 4z"),up:H("M8 20V10l4-7c1.6 0 2.5 1.2 2.2 2.8L13.5 9H19c1 0 1.8.9 1.6 1.9l-1.4 7.5c-.2.9-1 1.6-1.9 1.6zM8 10H4v10h4"),down:H("M16 4v10l-4 7c-1.6 0-2.5-1.2-2.2-2.8l.7-3.2H5c-1 0-1.8-.9-1.6-1.9l1.4-7.5C5 4.7 5.8 4 6.7 4zM16 14h4V4h-4"),check:H("M5 12.5l4.5 4.5L19 7.5")};function Wn(e,t,n){e.postMessage({backtalk:n},t)}function Vn(e,t,n){let r=o=>{if(o.origin!==t||o.source===null||o.source!==e())return;let s=o.data?.backtalk;(s==="ready"||s==="open"||s==="close")&&n(s)};return addEventListener("message",r),()=>removeEventListener("message",r)}var He=class{constructor({server:t,accent:n},r,o,s,i){this.frame=o;this.close=s;this.isReady=!1;this.origin=new URL(t,location.href).origin;let a=new URLSearchParams({lang:r,origin:location.origin,...n!==null&&{accent:n}});this.address=`${t}/chat?frame&${a.toString()}`,this.dispose=Vn(()=>o()?.contentWindow??null,this.origin,l=>{l==="close"&&s(),l==="ready"&&(this.isReady=!0,i(),this.focus())})}focus(){let t=this.frame();t?.focus(),this.isReady&&t?.contentWindow&&Wn(t.contentWindow,this.origin,"open")}render(t){return c`
      ${this.isReady?u:c`<div class="frame-wait">
            <p>${t.opening}</p>
            <p>${t.emergency}</p>
            <button class="button" type="button" @click=${this.close}>${S.close} ${t.close}</button>
          </div>`}
      <iframe
        class="frame"
        part="frame"
        title=${t.pageTitle}
        src=${this.address}
        allow="clipboard-write"
      ></iframe>
    `}},De=class{constructor(t,n){this.host=t;this.dispose=t===null?()=>{}:Vn(()=>parent,t,r=>r==="open"&&n()),this.say("ready")}get canClose(){return this.host!==null&&parent!==window}close(){this.say("close")}say(t){this.canClose&&this.host!==null&&Wn(parent,this.host,t)}};function Yn(e,t,n){return c`<button
    class="launcher"
    part="launcher"
    type="button"
    aria-haspopup="dialog"
    ?hidden=${t}
    @click=${n}
  >
    ${S.bubble}<span>${e.launcher}</span>
  </button>`}var R=class extends L{createRenderRoot(){return this}};function I(e,t){customElements.get(e)||customElements.define(e,t)}var Se=1e3,Zo=900,Xo=6,Fe=class extends R{constructor(){super(...arguments);this.length=0}get box(){return this.querySelector("textarea")}send(){let{box:n}=this;n.value.trim()&&(this.scene.chat.send(n.value),n.value="",this.onInput()),J()||n.focus()}onInput(){let{box:n}=this,r=this.length;this.length=[...n.value].length,r<=Se&&this.length>Se&&this.scene.announce(this.scene.t.tooLong(this.length-Se)),this.grow(n)}grow(n){if(CSS.supports("field-sizing","content"))return;n.rows=1;let r=getComputedStyle(n),o=parseFloat(r.paddingBlockStart)+parseFloat(r.paddingBlockEnd);n.rows=Math.min(Xo,Math.max(1,Math.round((n.scrollHeight-o)/parseFloat(r.lineHeight))))}onKeyDown(n){n.key!=="Enter"||n.shiftKey||n.isComposing||(n.preventDefault(),this.send())}render(){let{t:n}=this.scene,r=this.length-Se,o=r>0?n.tooLong(r):this.length>=Zo?n.count(this.length,Se):null;return c`
      ${o===null?u:c`<p id="count" class=${r>0?"count over":"count"}>${o}</p>`}
      <div class="box">
        <textarea
          part="input"
          rows="1"
          autocomplete="off"
          aria-label=${n.message}
          aria-describedby=${o===null?u:"count"}
          placeholder=${n.placeholder}
          @input=${()=>this.onInput()}
          @keydown=${s=>this.onKeyDown(s)}
        ></textarea>
        <button class="send" part="send" type="button" aria-label=${n.send} @click=${()=>this.send()}>
          ${S.send}
        </button>
      </div>
    `}};Fe.properties={scene:{attribute:!1},length:{state:!0}};I("backtalk-composer",Fe);async function Ce(e,t){let n=await Qn(e,t);n&&(Zn(n,`${e.t.page.file}.${t}`),e.tell(e.t.page.saved))}async function Kn(e){let t=window.open("","_blank"),n=await Qn(e,"pdf");if(!n)return t?.close();t?t.location.href=Xn(n):Zn(n,`${e.t.page.file}.pdf`),e.tell(t?e.t.page.opened:e.t.page.noWindow)}async function Gn(e,t){try{await navigator.clipboard.writeText(t),e.tell(e.t.page.copied)}catch{e.tell(e.t.page.notCopied)}}async function Qn(e,t){e.tell(e.t.page.working);let n=await e.chat.page(t);return n||e.tell(e.t.page.none),n}function Zn(e,t){let n=document.createElement("a");n.href=Xn(e),n.download=t,n.click()}function Xn(e){let t=URL.createObjectURL(e);return setTimeout(()=>URL.revokeObjectURL(t),6e4),t}var We=class extends R{constructor(){super(...arguments);this.isOpen=!1;this.onKeyDown=n=>{n.key!=="Escape"||!this.isOpen||(n.preventDefault(),this.shut())};this.onFocusOut=n=>{this.contains(n.relatedTarget)||(this.isOpen=!1)};this.toggle=n=>{this.isOpen=!this.isOpen,n.currentTarget.focus()}}connectedCallback(){super.connectedCallback(),this.addEventListener("keydown",this.onKeyDown),this.addEventListener("focusout",this.onFocusOut)}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("keydown",this.onKeyDown),this.removeEventListener("focusout",this.onFocusOut)}shut(){this.isOpen=!1,this.querySelector("button")?.focus()}async save(){this.shut(),await Ce(this.scene,"pdf")}say(n){this.isOpen=!1,this.scene.say(n)}render(){let{t:n}=this.scene,r=(o,s)=>c`<li><button type="button" class="entry" @click=${s}>${o}</button></li>`;return c`
      <button
        class="tool"
        part="menu"
        type="button"
        aria-label=${n.menu}
        aria-expanded=${this.isOpen}
        @click=${this.toggle}
      >
        ${S.menu}
      </button>
      ${this.isOpen?c`<ul class="entries" role="list" @mousedown=${o=>o.preventDefault()}>
            ${r(n.menuPage,()=>{this.save()})} ${r(n.menuRestart,()=>this.say(n.commands.restart))}
            ${r(n.menuForget,()=>this.say(n.commands.forget))}
          </ul>`:u}
    `}};We.properties={scene:{attribute:!1},isOpen:{state:!0}};I("backtalk-menu",We);function Jn(e,t){let{t:n,level:r}=e;return c`<div class="header" part="header">
    <span class="mark" aria-hidden="true">${S.bubble}</span>
    <div class="names">
      <h2 class="title" part="title" tabindex="-1" aria-level=${r-1}>${n.title}</h2>
      <p class="subtitle">${n.subtitle}</p>
    </div>
    <backtalk-menu class="menu" .scene=${e}></backtalk-menu>
    ${t?c`<button class="tool" part="close" type="button" aria-label=${n.close} @click=${t}>
          ${S.close}
        </button>`:u}
  </div>`}var N={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},le=e=>(...t)=>({_$litDirective$:e,values:t}),D=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,n,r){this._$Ct=t,this._$AM=n,this._$Ci=r}_$AS(t,n){return this.update(t,n)}update(t,n){return this.render(...n)}};var{I:Jo}=tn,er=e=>e;var nr=e=>e.strings===void 0,tr=()=>document.createComment(""),ce=(e,t,n)=>{let r=e._$AA.parentNode,o=t===void 0?e._$AB:t._$AA;if(n===void 0){let s=r.insertBefore(tr(),o),i=r.insertBefore(tr(),o);n=new Jo(s,i,e,e.options)}else{let s=n._$AB.nextSibling,i=n._$AM,a=i!==e;if(a){let l;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(l=e._$AU)!==i._$AU&&n._$AP(l)}if(s!==o||a){let l=n._$AA;for(;l!==s;){let m=er(l).nextSibling;er(r).insertBefore(l,o),l=m}}}return n},F=(e,t,n=e)=>(e._$AI(t,n),e),es={},de=(e,t=es)=>e._$AH=t,rr=e=>e._$AH,Ve=e=>{e._$AR(),e._$AA.remove()};var or=le(class extends D{constructor(){super(...arguments),this.key=u}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(de(e),this.key=t),n}});function sr({id:e,text:t,urgent:n}){let r=t?or(e,c`<p>${t}</p>`):u;return c`
    <div class="hidden" aria-live="polite">${n?u:r}</div>
    <div class="hidden" aria-live="assertive">${n?r:u}</div>
  `}function ir(e){let{t,view:n}=e,r=n.notice?.retry??null,o=n.phase==="failed"?e.start:r!==null?()=>e.retry(r):null,s=n.notice?.text??e.told;return s?c`<div class="notice-bar" part="notice">
    <p>${s}</p>
    ${o?c`<button type="button" class="button" @click=${o}>${t.retry}</button>`:u}
  </div>`:u}var ar=(e,t,n)=>{let r=new Map;for(let o=t;o<=n;o++)r.set(e[o],o);return r},$t=le(class extends D{constructor(e){if(super(e),e.type!==N.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let o=[],s=[],i=0;for(let a of e)o[i]=r?r(a,i):i,s[i]=n(a,i),i++;return{values:s,keys:o}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let o=rr(e),{values:s,keys:i}=this.dt(t,n,r);if(!Array.isArray(o))return this.ut=i,s;let a=this.ut??=[],l=[],m,p,d=0,h=o.length-1,g=0,v=s.length-1;for(;d<=h&&g<=v;)if(o[d]===null)d++;else if(o[h]===null)h--;else if(a[d]===i[g])l[g]=F(o[d],s[g]),d++,g++;else if(a[h]===i[v])l[v]=F(o[h],s[v]),h--,v--;else if(a[d]===i[v])l[v]=F(o[d],s[v]),ce(e,l[v+1],o[d]),d++,v--;else if(a[h]===i[g])l[g]=F(o[h],s[g]),ce(e,o[d],o[h]),h--,g++;else if(m===void 0&&(m=ar(i,g,v),p=ar(a,d,h)),m.has(a[d]))if(m.has(a[h])){let y=p.get(i[g]),w=y!==void 0?o[y]:null;if(w===null){let W=ce(e,o[d]);F(W,s[g]),l[g]=W}else l[g]=F(w,s[g]),ce(e,o[d],w),o[y]=null;g++}else Ve(o[h]),h--;else Ve(o[d]),d++;for(;g<=v;){let y=ce(e,l[v+1]);F(y,s[g]),l[g++]=y}for(;d<=h;){let y=o[d++];y!==null&&Ve(y)}return this.ut=i,de(e,l),C}});function B(e,t){return`/assessment_answer${JSON.stringify({question:e,value:t})}`}function lr(e){let t=new Set(e.map(n=>n.value));return e.filter(({value:n})=>!n.includes(":")).map(({value:n,title:r})=>({value:n,title:r,sides:["left","right"].map(o=>`${n}:${o}`).filter(o=>t.has(o))}))}function cr(e,t){if(e.includes(t))return e.filter(s=>s!==t);let[n,r]=t.split(":");return[...e.filter(s=>r?s!==n:!s.startsWith(`${n}:`)),t]}function St(e,t){let n=t.find(({value:o})=>o===e.area);if(!n)return null;let r=`${e.area}:${e.side}`;return n.sides.includes(r)?r:n.value}function dr(e,t,n){let r=St(e,t);if(r===null)return"off";if(r.includes(":"))return n.includes(r)?"on":n.includes(e.area)?"maybe":"off";let o=t.some(s=>s.value===r&&s.sides.length>0);return n.includes(r)&&!o?"on":"off"}var ee={width:152,height:258,skin:"M 0,6 L 11,6 C 11,14 12,18 20,22 C 32,26 44,27 52,33 C 60,39 63,50 64,64 C 65,80 67,92 69,108 L 57,110 C 54,96 51,82 47,66 C 47,82 43,96 40,108 C 38,116 39,126 43,136 C 47,148 50,160 50,174 C 50,200 46,226 43,252 L 16,252 C 15,228 11,202 2,180 L 0,179 Z M 0,6 L -11,6 C -11,14 -12,18 -20,22 C -32,26 -44,27 -52,33 C -60,39 -63,50 -64,64 C -65,80 -67,92 -69,108 L -57,110 C -54,96 -51,82 -47,66 C -47,82 -43,96 -40,108 C -38,116 -39,126 -43,136 C -47,148 -50,160 -50,174 C -50,200 -46,226 -43,252 L -16,252 C -15,228 -11,202 -2,180 L 0,179 Z",outline:"M 11,6 C 11,14 12,18 20,22 C 32,26 44,27 52,33 C 60,39 63,50 64,64 C 65,80 67,92 69,108 M -11,6 C -11,14 -12,18 -20,22 C -32,26 -44,27 -52,33 C -60,39 -63,50 -64,64 C -65,80 -67,92 -69,108 M 57,110 C 54,96 51,82 47,66 C 47,82 43,96 40,108 C 38,116 39,126 43,136 C 47,148 50,160 50,174 C 50,200 46,226 43,252 M -57,110 C -54,96 -51,82 -47,66 C -47,82 -43,96 -40,108 C -38,116 -39,126 -43,136 C -47,148 -50,160 -50,174 C -50,200 -46,226 -43,252 M 16,252 C 15,228 11,202 2,180 L 0,179 M -16,252 C -15,228 -11,202 -2,180 L 0,179",details:{front:"M 5,28 C 16,31 30,30 42,32 M -5,28 C -16,31 -30,30 -42,32 M 0,131 C 1.5,131 2,133 2,134 C 2,136 1,137 0,137 M 0,131 C -1.5,131 -2,133 -2,134 C -2,136 -1,137 0,137 M 47,66 C 46,62 45,58 45,56 M -47,66 C -46,62 -45,58 -45,56",back:"M 0,24 L 0,134 M 14,44 C 14,58 18,72 24,78 C 30,70 32,60 32,50 M -14,44 C -14,58 -18,72 -24,78 C -30,70 -32,60 -32,50 M 0,152 L 0,179 M 6,186 C 16,192 28,191 37,186 M -6,186 C -16,192 -28,191 -37,186 M 47,66 C 46,62 45,58 45,56 M -47,66 C -46,62 -45,58 -45,56"},regions:[{area:"low_back",side:"right",view:"back",path:"M 0,104 C 12,103 26,104 38,107 C 36,116 37,125 41,134 C 28,138 14,140 0,140 Z"},{area:"low_back",side:"left",view:"back",path:"M 0,104 C -12,103 -26,104 -38,107 C -36,116 -37,125 -41,134 C -28,138 -14,140 0,140 Z"},{area:"low_back",side:"middle",view:"back",path:"M -11,104 C -4,103 4,103 11,104 C 10,116 10,128 11,140 C 4,141 -4,141 -11,140 C -10,128 -10,116 -11,104 Z"},{area:"hip",side:"left",view:"front",path:"M 43,140 C 47,152 49.5,164 49,184 C 44,187 38,186 34,182 C 34,168 37,152 43,140 Z"},{area:"hip",side:"right",view:"front",path:"M -43,140 C -47,152 -49.5,164 -49,184 C -44,187 -38,186 -34,182 C -34,168 -37,152 -43,140 Z"},{area:"hip",side:"right",view:"back",path:"M 43,140 C 47,152 49.5,164 49,184 C 45,187 40,186 37,182 C 37,168 38,152 43,140 Z"},{area:"hip",side:"left",view:"back",path:"M -43,140 C -47,152 -49.5,164 -49,184 C -45,187 -40,186 -37,182 C -37,168 -38,152 -43,140 Z"},{area:"groin",side:"left",view:"front",path:"M 36,147 C 28,156 16,163 4,166 L 3,177 C 6,182 9,187 11,191 C 19,185 27,176 31,168 C 33,160 35,153 36,147 Z"},{area:"groin",side:"right",view:"front",path:"M -36,147 C -28,156 -16,163 -4,166 L -3,177 C -6,182 -9,187 -11,191 C -19,185 -27,176 -31,168 C -33,160 -35,153 -36,147 Z"},{area:"abdomen",side:"left",view:"front",path:"M 0,98 C 12,96 26,98 39,104 C 37,114 37,124 41,136 C 30,150 14,158 0,160 Z"},{area:"abdomen",side:"right",view:"front",path:"M 0,98 C -12,96 -26,98 -39,104 C -37,114 -37,124 -41,136 C -30,150 -14,158 0,160 Z"},{area:"abdomen",side:"middle",view:"front",path:"M -13,97 C -5,96 5,96 13,97 C 12,116 12,136 13,155 C 5,160 -5,160 -13,155 C -12,136 -12,116 -13,97 Z"},{area:"gluteal",side:"right",view:"back",path:"M 12,146 C 19,143 29,142 38,143 C 35,155 34,168 34,182 C 27,190 12,190 3,181 C 2,176 2,172 3,168 C 8,162 11,154 12,146 Z"},{area:"gluteal",side:"left",view:"back",path:"M -12,146 C -19,143 -29,142 -38,143 C -35,155 -34,168 -34,182 C -27,190 -12,190 -3,181 C -2,176 -2,172 -3,168 C -8,162 -11,154 -12,146 Z"},{area:"tailbone",side:"middle",view:"back",path:"M -10,144 C -4,142 4,142 10,144 C 9,154 5,164 0,172 C -5,164 -9,154 -10,144 Z"},{area:"thigh",side:"left",view:"front",path:"M 13,195 C 24,191 36,190 48,191 C 47,206 45,224 42,242 L 17,242 C 17,226 16,210 13,195 Z"},{area:"thigh",side:"right",view:"front",path:"M -13,195 C -24,191 -36,190 -48,191 C -47,206 -45,224 -42,242 L -17,242 C -17,226 -16,210 -13,195 Z"},{area:"thigh",side:"right",view:"back",path:"M 13,197 C 24,197 36,194 48,191 C 47,206 45,224 42,242 L 17,242 C 17,226 16,212 13,197 Z"},{area:"thigh",side:"left",view:"back",path:"M -13,197 C -24,197 -36,194 -48,191 C -47,206 -45,224 -42,242 L -17,242 C -17,226 -16,212 -13,197 Z"}]};var ur=3;function pr(e,t,n,r){let{map:o}=e,s=[["front",o.front,o.yourRight,o.yourLeft],["back",o.back,o.yourLeft,o.yourRight]];return c`<div class="figures" dir="ltr" aria-hidden="true">
    ${s.map(([i,a,l,m])=>c`<div class="figure">
          <p class="view">${a}</p>
          ${ts(i,t,n,r)}
          <p class="body-sides"><span>${l}</span><span>${m}</span></p>
        </div>`)}
  </div>`}function ts(e,t,n,r){let{width:o,height:s}=ee,i=`${-o/2} ${-ur} ${o} ${s+2*ur}`;return c`<svg class="body" part="body" viewBox=${i} focusable="false">
    <path class="skin" d=${ee.skin} />
    <path class="detail" d=${ee.details[e]} />
    <path class="outline" d=${ee.outline} />
    ${ns(e,t,n).map(({region:a,look:l,value:m})=>Xt`<path class=${`region ${l}`} d=${a.path} @click=${()=>r(m)} />`)}
  </svg>`}function ns(e,t,n){return ee.regions.filter(o=>o.view===e&&!rs(o,t)).flatMap(o=>{let s=St(o,t);return s===null?[]:[{region:o,value:s,look:dr(o,t,n)}]})}function rs(e,t){let n=ee.regions.some(({area:o,side:s})=>o===e.area&&s!=="middle"),r=t.some(({value:o,sides:s})=>o===e.area&&s.length>0);return e.side==="middle"&&n&&!r}var mr=le(class extends D{constructor(e){if(super(e),e.type!==N.PROPERTY&&e.type!==N.ATTRIBUTE&&e.type!==N.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!nr(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(e,[t]){if(t===C||t===u)return t;let n=e.element,r=e.name;if(e.type===N.PROPERTY){if(t===n[r])return C}else if(e.type===N.BOOLEAN_ATTRIBUTE){if(!!t===n.hasAttribute(r))return C}else if(e.type===N.ATTRIBUTE&&n.getAttribute(r)===t+"")return C;return de(e),t}});function Ye(e,t,n,r){return c`<label class=${n?"chip on":"chip"} part="chip">
    <input type="checkbox" .checked=${mr(n)} @change=${r} />
    <span>${e}${t===u?u:c`<span class="hidden">, ${t}</span>`}</span>
  </label>`}function Ke(e,t,n){return c`<div class="done">
    <button type="button" class="button strong" part="confirm" @click=${n}>${e.confirm}</button>
    ${t?c`<p class="hint">${e.chooseFirst}</p>`:u}
  </div>`}var Ge=class extends R{constructor(){super(...arguments);this.areas=[];this.chosen=[];this.isMissing=!1}willUpdate(n){if(!n.has("question")||this.areas.length>0)return;this.areas=lr(this.question.options);let r=new Set(this.question.options.map(({value:o})=>o));this.chosen=this.question.chosen.filter(o=>r.has(o))}toggle(n){this.chosen=cr(this.chosen,n),this.isMissing=!1}get picked(){return this.question.options.filter(({value:n})=>this.chosen.includes(n))}confirm(){let{question:n,scene:r,picked:o}=this;if(this.isMissing=o.length===0,this.isMissing)return r.announce(r.t.chooseFirst);r.press({title:o.map(({title:s})=>s).join(", "),payload:B(n.question,o.map(({value:s})=>s))})}render(){let{t:n}=this.scene,r=this.areas.filter(({sides:i})=>i.length>0),o=this.areas.filter(({sides:i})=>i.length===0),s=this.picked.map(({title:i})=>i).join(", ");return c`
      <fieldset class="areas">
        <legend>${n.map.hint}</legend>
        ${pr(n,this.areas,this.chosen,i=>this.toggle(i))}
        ${r.map(i=>this.sides(i))}
        ${o.length===0?u:c`<div class="area" role="group" aria-label=${n.map.others}>
              <div class="chips">${o.map(({value:i,title:a})=>this.choice(i,a,u))}</div>
            </div>`}
      </fieldset>
      <p class="picked">${s?n.chosen(s):n.noneChosen}</p>
      ${Ke(n,this.isMissing,()=>this.confirm())}
    `}sides({value:n,title:r,sides:o}){let{map:s}=this.scene.t,i=`area-${n}`;return c`<div class="area" role="group" aria-labelledby=${i}>
      <span class="area-name" id=${i} lang=${"en"}>${r}</span>
      <div class="chips">
        ${o.map(a=>this.choice(a,a.endsWith("left")?s.left:s.right,u))}
        ${this.choice(n,s.sideUnknown,s.sideUnknownMore)}
      </div>
    </div>`}choice(n,r,o){return Ye(r,o,this.chosen.includes(n),()=>this.toggle(n))}};Ge.properties={question:{attribute:!1},scene:{attribute:!1},chosen:{state:!0},isMissing:{state:!0}};I("backtalk-body-map",Ge);var os=/"value": ?"(?:not_sure|skipped|why|more|trouble)"/,ss=["body_map","choice","scale"];function M(e,t){let{buttons:n,custom:r}=e.reply;if(!e.open||n.length===0)return u;let o=ss.includes(r?.type??""),s=n.filter(l=>o||os.test(l.payload)),i=n.filter(l=>!s.includes(l)),{t:a}=t;return c`
    ${hr(i,"choice",a.answers,t)} ${hr(s,"choice aside",a.moreChoices,t)}
  `}function hr(e,t,n,r){return e.length===0?u:c`<div class="choices" role="group" aria-label=${n}>
    ${e.map(o=>c`<button type="button" class=${t} part=${t} lang=${"en"} @click=${()=>r.press(o)}>
          ${o.title}
        </button>`)}
  </div>`}function fr(e,t){if(t===null)return e;let{number:n,total:r}=t;return e.replace(new RegExp(`^[^.\\d\\n]{0,40}\\b${n}\\b[^.\\d\\n]{0,20}\\b${r}\\b[^.\\n]{0,20}\\.\\s*`),"")}function Qe(e){return e.split(/\n+/).filter(t=>t.trim()!=="")}function gr(e){return e.replace(/\n+(?!\s|[-*] |\d+\. )/g,`

`)}function yr(e){let[t="",...n]=Qe(e),r=s=>!/^[-*] |:$/.test(s.trim()),o=n[n.length-1]??"";return{before:r(t)?t:"",after:r(o)?o:""}}function vr(e,t){let n=r=>r.trim().replace(/^[-*] /,"");return Qe(e).filter(r=>!t.includes(n(r)))}function _(e){return e.trim()===""?u:c`<div class="prose" dir="auto" lang=${"en"}>${pt(gr(e)).map(br)}</div>`}function br(e){if(e.kind==="paragraph")return c`<p>${e.children.map(Ze)}</p>`;let t=e.items.map(n=>c`<li>${n.map(br)}</li>`);return e.start===null?c`<ul>${t}</ul>`:c`<ol start=${e.start}>${t}</ol>`}function Ze(e){switch(e.kind){case"text":return e.text;case"break":return c`<br />`;case"strong":return c`<strong>${e.children.map(Ze)}</strong>`;case"em":return c`<em>${e.children.map(Ze)}</em>`;case"link":return c`<a href=${e.href} target="_blank" rel="noopener noreferrer">${e.children.map(Ze)}</a>`}}function kr(e,t,n){let{t:r,level:o}=n,s=r.care.heading[t.level],[i="",...a]=Qe(e.reply.text),l=is(t,n),m=t.level!=="urgent";return c`<div class=${`message card care care-${t.level}`} part=${`message-bot care-card care-${t.level}`}>
    <p class="level">${r.care.level[t.level]}</p>
    <h3 class="heading" aria-level=${o}>${s}</h3>
    ${_(as(i,s))} ${m?l:u} ${_(a.join(`
`))} ${m?u:l}
    ${M(e,n)}
  </div>`}function is(e,{t}){return c`<div class="calls">
    ${e.numbers.map(({label:n,dial:r})=>{let o=ln(r);return o===null?u:c`<a class="call" part="call" href=${o}>
        ${S.phone}<span><strong>${t.care.call(ls(r))}</strong> <span class="line">${n}</span></span>
      </a>`})}
  </div>`}function as(e,t){return e.startsWith(`${t}. `)?e.slice(t.length+2):e}function ls(e){return e.length<=4?e:e.replace(/\B(?=(?:\d{3})+$)/g," ")}function wr(e,t,n){let r=t.answers.map(({label:i,value:a})=>`${i} ${a}`),[o="",...s]=vr(e.reply.text,r);return c`<div class="message card check" part="message-bot question check-answers">
    ${_(o)}
    <dl class="answers">
      ${t.answers.map(({step:i,label:a,value:l})=>c`<div class="answer-line">
            <dt>${a.replace(/:$/,"")}</dt>
            <dd dir="auto">${l}</dd>
            ${e.open?cs(t.question,i,a.replace(/:$/,""),n):u}
          </div>`)}
    </dl>
    ${_(s.join(`
`))} ${M(e,n)}
  </div>`}function cs(e,t,n,{t:r,press:o}){let s=r.check.changeWhat(n);return c`<dd class="change">
    <button type="button" class="link" @click=${()=>o({title:s,payload:B(e,["change",t])})}>
      ${r.check.change}<span class="hidden"> ${n}</span>
    </button>
  </dd>`}function xr(e,t){return c`<div class="message card consent" part="message-bot question">
    ${_(e.reply.text)} ${M(e,t)}
  </div>`}function $r(e,t){let{kind:n,response:r}=e.reply;if(n!=="answer"&&n!=="not_covered"||r===null)return u;let{t:o}=t,s=(i,a)=>{let l=()=>{t.chat.rate(e.key,i),t.announce(o.feedback.thanks)};return c`<button
      type="button"
      class="thumb"
      part="thumb"
      aria-label=${a}
      aria-pressed=${e.opinion===i}
      @click=${l}
    >
      ${S[i]}
    </button>`};return c`<div class="feedback">
    <span>${e.opinion===null?o.feedback.ask:o.feedback.thanks}</span>
    ${s("up",o.feedback.up)} ${s("down",o.feedback.down)}
  </div>`}var Xe=class extends R{constructor(){super(...arguments);this.chosen=[];this.isMissing=!1}toggle(n){let{chosen:r}=this;this.chosen=r.includes(n)?r.filter(o=>o!==n):[...r,n],this.isMissing=!1}confirm(){let{question:n,scene:r,chosen:o}=this,s=n.options.filter(({value:i})=>o.includes(i));if(this.isMissing=s.length===0,this.isMissing)return r.announce(r.t.chooseFirst);r.press({title:s.map(({title:i})=>i).join(", "),payload:B(n.question,s.map(({value:i})=>i))})}render(){let{question:n,scene:r}=this;return n.multiple?this.several():c`<div class="choices" role="group" aria-label=${r.t.answers}>
      ${n.options.map(({title:o,value:s})=>c`<button type="button" class="choice" part="choice" @click=${()=>r.press({title:o,payload:B(n.question,[s])})}>${o}</button>`)}
    </div>`}several(){let{t:n}=this.scene;return c`<fieldset class="several">
        <legend>${n.chooseSeveral}</legend>
        <div class="chips">
          ${this.question.options.map(({value:r,title:o})=>Ye(o,u,this.chosen.includes(r),()=>this.toggle(r)))}
        </div>
      </fieldset>
      ${Ke(n,this.isMissing,()=>this.confirm())}`}};Xe.properties={question:{attribute:!1},scene:{attribute:!1},chosen:{state:!0},isMissing:{state:!0}};I("backtalk-choice",Xe);function Sr(e,t){if(e===null)return u;let n=Math.min(100,Math.max(0,e.number/e.total*100));return c`<div class="progress">
    <p>${t.progress(e.number,e.total)}</p>
    <svg class="bar" aria-hidden="true" focusable="false">
      <rect class="track" width="100%" height="100%" rx="2" />
      <rect class="done" width=${`${n}%`} height="100%" rx="2" />
    </svg>
  </div>`}function Cr(e,t){let{t:n}=t,{minimum:r,maximum:o,question:s}=e,i=Array.from({length:o-r+1},(l,m)=>String(r+m)),a={[r]:n.scale.lowest,[o]:n.scale.highest};return c`<div class="scale" role="group" aria-label=${n.scale.legend}>
    <div class="numbers">
      ${i.map(l=>c`<button
            type="button"
            class="number"
            part="number"
            @click=${()=>t.press({title:l,payload:B(s,[l])})}
          >
            ${l}${a[l]?c`<span class="hidden">, ${a[l]}</span>`:""}
          </button>`)}
    </div>
    <p class="ends" aria-hidden="true">
      <span>${r}: ${n.scale.lowest}</span><span>${o}: ${n.scale.highest}</span>
    </p>
  </div>`}function Tr(e,t){if(e.sources.length===0)return u;let n=e.evidence==="n/a"?null:t.sources.evidence[e.evidence];return c`<details class="sources" part="sources">
    <summary>${t.sources.heading}</summary>
    <ul>
      ${e.sources.map(({section:r,url:o})=>{let s=ke(o);return c`<li>
          ${s===null?r:c`<a href=${s} target="_blank" rel="noopener noreferrer"
                >${r}<span class="hidden"> (${t.sources.newTab})</span></a
              >`}
        </li>`})}
    </ul>
    ${n===null?u:c`<p><strong>${t.sources.proof}</strong> ${n}</p>`}
  </details>`}var ds="/delete_my_data";function _r(e,t,n){let{t:r,level:o}=n,{before:s,after:i}=yr(e.reply.text),a=[[r.summary.covered,t.covered],[r.summary.notCovered,t.not_covered],[r.summary.unsure,t.unsure],[r.summary.points,t.points],[r.summary.questions,t.questions]];return c`<div class="message card summary" part="message-bot summary">
    <h3 class="heading" aria-level=${o}>${r.summary.heading}</h3>
    ${_(s)}
    ${a.map(([l,m])=>m.length===0?u:c`<section>
            <h4 aria-level=${o+1}>${l}</h4>
            <ul>
              ${m.map(p=>c`<li dir="auto">${p}</li>`)}
            </ul>
          </section>`)}
    ${_(i)} ${us(e,t.text,n)} ${M(e,n)}
  </div>`}function us(e,t,n){let{t:r,level:o}=n,s=e.open&&e.reply.buttons.some(({payload:a})=>a===ds),i=(a,l,m)=>c`<button type="button" class=${l} @click=${m}>${a}</button>`;return c`<section class="page-actions">
    <h4 aria-level=${o+1}>${r.page.heading}</h4>
    <div class="choices">
      ${i(r.page.pdf,"button strong",()=>Ce(n,"pdf"))}
      ${i(r.page.print,"button",()=>Kn(n))}
      ${i(r.page.html,"button",()=>Ce(n,"html"))}
      ${i(r.page.copy,"button",()=>Gn(n,t))}
      ${s?u:i(r.page.forget,"button danger",()=>n.say(r.commands.forget))}
    </div>
  </section>`}function Er(e,t){let n=e.reply.custom;switch(n?.type){case"care_card":return kr(e,n,t);case"summary":return _r(e,n,t);case"answer":return Ar(e,t,Tr(n,t.t));case"consent":return xr(e,t);case"check_answers":return wr(e,n,t);case"body_map":case"choice":case"progress":case"scale":return ps(e,n,t);default:return Ar(e,t,u)}}function Ar(e,t,n){return c`<div class="message" part="message-bot">
    ${_(e.reply.text)} ${n} ${$r(e,t)} ${M(e,t)}
  </div>`}function ps(e,t,n){return c`<div class="message card question" part="message-bot question">
    ${Sr(t.progress,n.t)} ${_(fr(e.reply.text,t.progress))}
    ${e.open?ms(t,n):u} ${M(e,n)}
  </div>`}function ms(e,t){switch(e.type){case"body_map":return c`<backtalk-body-map .question=${e} .scene=${t}></backtalk-body-map>`;case"choice":return c`<backtalk-choice .question=${e} .scene=${t}></backtalk-choice>`;case"scale":return Cr(e,t);default:return u}}function Pr(e,t){let{t:n}=t,o={sent:"",sending:"",waiting:n.waiting,failed:n.notSent}[e.state];return c`<li class="said" tabindex="-1">
    <div class="bubble" part="message-person">
      <span class="hidden">${n.youSaid} </span><span class="words" dir="auto">${e.text}</span>
    </div>
    ${o?c`<p class=${`state ${e.state}`}>
          ${o}
          ${e.state==="failed"?c`<button type="button" class="link" @click=${()=>t.retry(e.key)}>${n.retry}</button>`:u}
        </p>`:u}
  </li>`}var hs=12,Je=class extends R{constructor(){super(...arguments);this.held=!1;this.height=0;this.width=0;this.sizes=new ResizeObserver(()=>this.keepPlace())}connectedCallback(){super.connectedCallback(),this.sizes.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.sizes.disconnect()}keepPlace(){let n=this.height-this.clientHeight,r=this.height===0||this.width!==this.clientWidth;this.height=this.clientHeight,this.width=this.clientWidth,r?this.scrollToNewest("instant"):this.scrollTop+=n}rows(){let n=[];for(let r of this.scene.view.items){let o=n[n.length-1];r.from==="person"?n.push({key:r.key,person:r,bot:[]}):r.first||!o||o.person?n.push({key:r.key,bot:[r]}):o.bot.push(r)}return n}get focused(){return this.getRootNode().activeElement}willUpdate(){this.held=this.focused!==null&&this.contains(this.focused)}render(){let{scene:n}=this,{view:r,t:o}=n;return c`
      ${r.items.length===0?c`<p class="starting">${r.phase==="failed"?o.failed:o.starting}</p>`:c`<ol class="rows" role="list">
            ${$t(this.rows(),s=>s.key,s=>s.person?Pr(s.person,n):this.turn(s.bot))}
            ${r.busy?c`<li class="typing" aria-hidden="true"><span></span><span></span><span></span></li>`:u}
          </ol>`}
    `}turn(n){let{t:r}=this.scene;return c`<li class="turn" tabindex="-1">
      <p class="who"><span aria-hidden="true">${r.bot}</span><span class="hidden">${r.botSaid}</span></p>
      ${$t(n,o=>o.key,o=>Er(o,this.scene))}
    </li>`}updated(){let n=this.rows(),r=n[n.length-1],o=r&&`${r.key} ${r.person?.state==="failed"}`;if(r&&o!==this.shown){let s=this.shown===void 0;this.shown=o,requestAnimationFrame(()=>{this.scrollToNewest(s||Fn()?"instant":"smooth"),r.bot[0]?.fresh===!0&&J()&&this.focused===this&&this.newest?.focus({preventScroll:!0})})}this.held&&!(this.focused&&this.contains(this.focused))&&this.scene.keepFocus()}get newest(){let n=this.querySelectorAll(".turn, .said");return n[n.length-1]}scrollToNewest(n){let{newest:r}=this;if(!r)return;let o=getComputedStyle(this).overflowY==="visible"?this.closest(".panel")??this:this,s=r.getBoundingClientRect().top-o.getBoundingClientRect().top;o.scrollTo({top:o.scrollTop+s-hs,behavior:n})}};Je.properties={scene:{attribute:!1}};I("backtalk-transcript",Je);function Rr(e,t,n){let{t:r}=e;return c`
    ${Jn(e,n)}
    <backtalk-transcript
      class="transcript"
      part="transcript"
      role="region"
      aria-label=${r.transcript}
      tabindex="0"
      .scene=${e}
    ></backtalk-transcript>
    <div class="foot">
      ${ir(e)}
      <p class="emergency-line" part="emergency-line">${r.emergency}</p>
      <backtalk-composer class="composer" part="composer" .scene=${e}></backtalk-composer>
    </div>
    ${sr(t)}
  `}function Mr(e){let t=/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(e?.trim()??"")?.[1];if(!t)return"";let n=t.length===3?[...t].map(s=>s+s):t.match(/../g)??[],r=fs(n.map(s=>parseInt(s,16)/255)),o=1.05/(r+.05)>=(r+.05)/.055?"#fff":"#0b1215";return`:host{--backtalk-accent:#${t};--backtalk-on-accent:${o}}`}function fs(e){let[t=0,n=0,r=0]=e.map(o=>o<=.04045?o/12.92:((o+.055)/1.055)**2.4);return .2126*t+.7152*n+.0722*r}function Or(e){let t=window.visualViewport;if(!t)return()=>{};let n=()=>{let r=$e()&&t.scale<=1.01,o=Math.round(t.offsetTop);e(r?`:host{--top:${o}px;--height:${Math.round(t.height)}px}`:"")};return t.addEventListener("resize",n),t.addEventListener("scroll",n),n(),()=>{t.removeEventListener("resize",n),t.removeEventListener("scroll",n)}}function Lr(e,t,n){let r=matchMedia(xe);r.addEventListener("change",n);let o=se?gs(e,t):()=>{};return()=>{r.removeEventListener("change",n),o()}}function gs(e,t){let n=new CSSStyleSheet,r=new CSSStyleSheet;n.replaceSync(Mr(t)),e.adoptedStyleSheets=[...e.adoptedStyleSheets,n,r];let o=Or(s=>r.replaceSync(s));return()=>{o(),e.adoptedStyleSheets=e.adoptedStyleSheets.filter(s=>s!==n&&s!==r)}}var Ir=$`
  :host {
    all: initial;
    --accent: var(--backtalk-accent, #0e6174);
    --on-accent: var(--backtalk-on-accent, #fff);
    --surface: var(--backtalk-surface, #fff);
    --text: var(--backtalk-text, #1c282e);
    --radius: var(--backtalk-radius, 14px);
    /* Words and lines in the accent colour, on the surface. */
    --tint: var(--accent);
    --quiet: color-mix(in srgb, var(--text) 74%, var(--surface));
    --edge: color-mix(in srgb, var(--text) 58%, var(--surface));
    --line: color-mix(in srgb, var(--text) 15%, var(--surface));
    --wash: color-mix(in srgb, var(--accent) 6%, var(--surface));
    --soft: color-mix(in srgb, var(--accent) 13%, var(--surface));
    --red: #a1201c;
    --amber: #7a4a00;
    --violet: #4b3f95;
    --on-red: #fff;
    --shadow: 0 1px 2px #0a1a2022, 0 12px 36px #0a1a2038;
    color-scheme: light dark;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --accent: var(--backtalk-accent, #7cc5d3);
      --on-accent: var(--backtalk-on-accent, #06222a);
      --surface: var(--backtalk-surface, #141c20);
      --text: var(--backtalk-text, #e7edef);
      --tint: color-mix(in srgb, var(--accent) 60%, #fff);
      --wash: color-mix(in srgb, var(--accent) 7%, var(--surface));
      --soft: color-mix(in srgb, var(--accent) 20%, var(--surface));
      --red: #ff9d94;
      --amber: #f0bd6a;
      --violet: #c0b6ff;
      --on-red: #2b0605;
      --shadow: 0 1px 2px #0008, 0 12px 36px #000a;
    }
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .panel,
  .launcher {
    font: medium/1.5 var(--backtalk-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
    color: var(--text);
    text-align: start;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
    -webkit-tap-highlight-color: transparent;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  button,
  textarea,
  input {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button,
  label,
  summary,
  a {
    touch-action: manipulation;
  }
  button,
  label,
  summary {
    cursor: pointer;
  }
  a {
    color: var(--tint);
    text-underline-offset: 0.18em;
  }
  .icon {
    flex: none;
    display: block;
    inline-size: 1.5em;
    block-size: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--tint);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;var jr=$`
  .figures {
    display: flex;
    justify-content: center;
    gap: 0.75em;
    margin-block-end: 0.875em;
    padding: 0.75em 0.5em;
    border-radius: var(--radius);
    background: var(--wash);
  }
  .figure {
    flex: 1;
    max-inline-size: 12em;
    min-inline-size: 0;
  }
  .view {
    font-weight: 600;
    text-align: center;
  }
  .body {
    display: block;
    inline-size: 100%;
    block-size: auto;
    user-select: none;
    -webkit-user-select: none;
  }
  .body-sides {
    display: flex;
    justify-content: space-between;
    gap: 0.5em;
    font-size: 0.8125em;
    line-height: 1.25;
    color: var(--quiet);
  }
  .skin {
    fill: color-mix(in srgb, var(--text) 9%, var(--surface));
  }
  .outline,
  .detail {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.4;
    stroke-linecap: round;
    pointer-events: none;
  }
  .detail {
    stroke-width: 0.9;
    opacity: 0.6;
  }
  .region {
    fill: transparent;
    stroke: var(--edge);
    stroke-width: 0.8;
    stroke-dasharray: 1.5 2.5;
    stroke-linejoin: round;
    cursor: pointer;
  }
  .region.maybe {
    fill: color-mix(in srgb, var(--accent) 25%, transparent);
    stroke: var(--tint);
    stroke-width: 2;
    stroke-dasharray: 4 3;
  }
  .region.on {
    fill: color-mix(in srgb, var(--accent) 60%, transparent);
    stroke: var(--text);
    stroke-width: 2.6;
    stroke-dasharray: none;
  }
  @media (hover: hover) {
    .region.off:hover {
      fill: color-mix(in srgb, var(--accent) 25%, transparent);
    }
  }
  .area + .area {
    margin-block-start: 0.75em;
  }
  .area-name {
    display: block;
    margin-block-end: 0.25em;
    font-weight: 600;
    line-height: 1.3;
  }
  .area-name::first-letter {
    text-transform: uppercase;
  }
  .picked {
    font-size: 0.9375em;
    color: var(--quiet);
  }
  @media (forced-colors: active) {
    .skin {
      fill: Canvas;
    }
    .outline,
    .detail,
    .region {
      stroke: CanvasText;
    }
    .region.maybe {
      fill: Canvas;
      stroke: Highlight;
    }
    .region.on {
      fill: Highlight;
      stroke: CanvasText;
    }
  }
`;var zr=$`
  .card {
    padding: 1em 1.125em 1.125em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .heading {
    font-size: 1.25em;
    font-weight: 700;
    line-height: 1.25;
  }
  h4 {
    font-size: 1em;
    font-weight: 650;
    line-height: 1.35;
  }

  .progress p {
    font-size: 0.875em;
    font-weight: 550;
    color: var(--quiet);
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 4px;
    margin-block-start: 0.3em;
  }
  .track {
    fill: var(--line);
  }
  .bar .done {
    fill: var(--tint);
  }
  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }

  .care {
    --care: var(--red);
    gap: 0.7em;
    border: 2px solid var(--care);
    border-inline-start-width: 8px;
    background: color-mix(in srgb, var(--care) 6%, var(--surface));
  }
  .care-urgent {
    --care: var(--amber);
  }
  .care-crisis {
    --care: var(--violet);
  }
  .level {
    align-self: flex-start;
    padding: 0.15em 0.7em;
    border-radius: 1em;
    background: var(--care);
    color: var(--on-red);
    border: 1px solid transparent;
    font-size: 0.875em;
    font-weight: 650;
  }
  .care .heading {
    font-size: 1.5em;
  }
  .calls {
    display: flex;
    flex-direction: column;
    gap: 0.5em;
  }
  .call {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-block-size: 3.5em;
    padding: 0.5em 1em;
    border: 2px solid var(--care);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--care);
    line-height: 1.25;
    text-decoration: none;
  }
  .call strong {
    display: block;
    font-size: 1.125em;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .care-emergency .call:first-child,
  .care-crisis .call:first-child {
    background: var(--care);
    color: var(--on-red);
  }

  .answer-line {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75em;
    padding-block: 0.5em;
    border-block-start: 1px solid var(--line);
  }
  .answers {
    border-block-end: 1px solid var(--line);
  }
  .answer-line dt {
    font-size: 0.875em;
    color: var(--quiet);
  }
  .answer-line dd {
    grid-column: 1;
    font-weight: 550;
  }
  .answer-line .change {
    grid-area: 1 / 2 / span 2;
    align-self: center;
    font-weight: 400;
  }
  .change .link {
    min-block-size: 2.75em;
  }

  .summary {
    gap: 1.1em;
  }
  .summary ul {
    margin-block-start: 0.35em;
    padding-inline-start: 1.25em;
  }
  .summary li + li {
    margin-block-start: 0.3em;
  }
  .summary li::first-letter {
    text-transform: uppercase;
  }
  .page-actions {
    padding-block-start: 1em;
    border-block-start: 1px solid var(--line);
  }
  .page-actions .choices {
    margin-block-start: 0.6em;
  }
  @media (forced-colors: active) {
    .level,
    .call {
      border-color: CanvasText;
    }
    .track {
      fill: GrayText;
    }
    .bar .done {
      fill: Highlight;
    }
  }
`;var Ur=$`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .choices + .choices {
    margin-block-start: -0.25em;
  }
  .consent .prose + .choices {
    flex-direction: column;
  }
  .choice,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-block-size: 2.75em;
    max-inline-size: 100%;
    padding: 0.45em 1.05em;
    border: 1px solid var(--tint);
    border-radius: 1.4em;
    background: var(--surface);
    color: var(--tint);
    font-weight: 550;
    line-height: 1.3;
    text-align: center;
  }
  .aside {
    padding-inline: 0.85em;
    border-color: var(--edge);
    color: var(--quiet);
    font-weight: 450;
  }
  .strong {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  @media (hover: hover) {
    .tool:hover,
    .entry:hover,
    .thumb:hover,
    .choice:hover,
    .chip:hover,
    .number:hover,
    .button:not(.strong):hover {
      background: var(--soft);
    }
    .launcher:hover,
    .send:hover,
    .strong:hover {
      filter: brightness(1.1);
    }
  }
  .danger {
    border-color: var(--red);
    color: var(--red);
  }
  .link {
    min-block-size: 1.875em;
    padding: 0.1em 0.35em;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--tint);
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 0.18em;
    position: relative;
  }
  .done {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
  }
  .done .button {
    min-inline-size: 7em;
  }
  .hint {
    flex: 1 1 10em;
    font-size: 0.9375em;
    line-height: 1.35;
    font-weight: 550;
    color: var(--red);
  }

  legend {
    margin-block-end: 0.6em;
    font-size: 0.9375em;
    color: var(--quiet);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }
  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 2.75em;
    padding: 0.35em 0.8em 0.35em 0.65em;
    padding-inline: 0.65em 0.8em;
    border: 1px solid var(--edge);
    border-radius: 0.75em;
    line-height: 1.25;
  }
  .chip span::first-letter {
    text-transform: uppercase;
  }
  .chip input {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
    accent-color: var(--accent);
  }
  .on {
    border-color: var(--tint);
    box-shadow: inset 0 0 0 1px var(--tint);
    background: var(--soft);
  }
  .chip:has(:focus-visible) {
    outline: 3px solid var(--tint);
    outline-offset: 2px;
  }
  .chip input:focus-visible {
    outline: none;
  }
  backtalk-choice,
  backtalk-body-map {
    display: flex;
    flex-direction: column;
    gap: 0.875em;
  }

  .numbers {
    display: grid;
    grid-template-columns: repeat(11, minmax(0, 1fr));
    gap: 0.25em;
  }
  .number {
    position: relative;
    min-block-size: 2.75em;
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: 0.5em;
    background: var(--surface);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    overflow-wrap: normal;
  }
  .ends {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1em;
    margin-block-start: 0.4em;
    font-size: 0.875em;
    color: var(--quiet);
  }
  @media (max-width: 22.4em) {
    .numbers {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
  }
  @media (pointer: coarse) and (max-width: 43em) {
    .numbers {
      grid-template-columns: repeat(6, minmax(0, 1fr));
      gap: 0.5em;
    }
  }

  @media (forced-colors: active) {
    .on,
    .strong {
      border: 3px solid Highlight;
    }
  }
`;var Nr=$`
  .foot {
    flex: none;
    padding: 0.6em 1em max(0.8em, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }
  .emergency-line {
    margin-block-end: 0.45em;
    font-size: 0.8125em;
    line-height: 1.4;
    color: var(--quiet);
    text-align: center;
  }
  .notice-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em 0.75em;
    margin-block-end: 0.6em;
    padding: 0.6em 0.8em;
    border-inline-start: 4px solid var(--tint);
    border-radius: 6px;
    background: var(--soft);
    font-size: 0.9375em;
    line-height: 1.4;
  }
  .notice-bar p {
    flex: 1 1 12em;
  }
  .composer {
    display: block;
  }
  .box {
    display: flex;
    align-items: flex-end;
    gap: 0.25em;
    padding: 0.25em;
    padding-inline-start: 0.9em;
    border: 1px solid var(--edge);
    border-radius: 1.7em;
    background: var(--surface);
  }
  .box:focus-within {
    border-color: var(--tint);
    box-shadow: inset 0 0 0 1px var(--tint);
  }
  .box textarea {
    flex: 1;
    field-sizing: content;
    min-inline-size: 0;
    max-block-size: 9.5em;
    min-block-size: 2.75em;
    padding: 0.625em 0;
    border: 0;
    background: none;
    line-height: 1.5;
    resize: none;
    overflow-y: auto;
  }
  /* The box around it shows the focus. */
  .box textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--quiet);
    opacity: 1;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .send {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: clamp(44px, 2.75em, 64px);
    block-size: clamp(44px, 2.75em, 64px);
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
  }
  .count {
    margin-block-end: 0.3em;
    font-size: 0.8125em;
    text-align: end;
    color: var(--quiet);
  }
  .over {
    color: var(--red);
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .send {
      border-color: ButtonText;
    }
    .box:focus-within {
      outline: 3px solid Highlight;
    }
  }
`;var Br=$`
  .transcript {
    flex: 1;
    position: relative;
    display: block;
    min-block-size: 0;
    padding: 1.25em 1em 1.5em;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .transcript:focus-visible {
    outline-offset: -3px;
  }
  .starting {
    color: var(--quiet);
  }
  .rows {
    display: flex;
    flex-direction: column;
    gap: 1.375em;
    list-style: none;
  }
  .turn {
    display: flex;
    flex-direction: column;
    gap: 0.875em;
    border-radius: 6px;
  }
  .turn:focus-visible,
  .said:focus-visible {
    outline-offset: 4px;
  }
  .who {
    position: relative;
    margin-block-end: -0.5em;
    font-size: 0.8125em;
    font-weight: 600;
    color: var(--quiet);
  }
  .said {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    padding-inline-start: 15%;
    border-radius: 6px;
  }
  .bubble {
    position: relative;
    max-inline-size: 100%;
    padding: 0.55em 0.95em;
    border-radius: 1.25em;
    border-end-end-radius: 0.3em;
    background: var(--soft);
    border: 1px solid transparent;
  }
  .words {
    white-space: pre-wrap;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 0.6em;
    margin-block-start: 0.2em;
    font-size: 0.875em;
    color: var(--quiet);
  }
  .failed {
    color: var(--red);
    font-weight: 600;
  }
  .message {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 0.875em;
    min-inline-size: 0;
  }
  .prose > * + * {
    margin-block-start: 0.65em;
  }
  ul {
    list-style: disc;
  }
  .prose ul,
  .prose ol {
    padding-inline-start: 1.25em;
  }
  .prose li + li {
    margin-block-start: 0.3em;
  }
  .prose li::marker {
    color: var(--quiet);
  }
  .typing {
    display: flex;
    gap: 0.35em;
    padding: 0.5em 0;
    animation: appear 0s 0.3s both;
  }
  .typing span {
    inline-size: 0.5em;
    block-size: 0.5em;
    border-radius: 50%;
    background: var(--edge);
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
    to {
      visibility: visible;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .typing span {
      animation: breathe 1.4s ease-in-out infinite;
    }
    .typing span:nth-child(2) {
      animation-delay: 0.2s;
    }
    .typing span:nth-child(3) {
      animation-delay: 0.4s;
    }
    @keyframes breathe {
      0%,
      60%,
      100% {
        opacity: 0.35;
      }
      30% {
        opacity: 1;
      }
    }
  }

  .sources {
    align-self: stretch;
    font-size: 0.9375em;
  }
  .sources summary {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.875em;
    color: var(--tint);
    font-weight: 500;
    border-radius: 4px;
  }
  .sources summary::-webkit-details-marker {
    display: none;
  }
  .sources summary::before {
    content: "";
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 0.6em;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
  }
  .sources summary:dir(rtl)::before {
    transform: rotate(135deg);
  }
  .sources[open] summary::before {
    transform: rotate(45deg) translate(-2px, -2px);
  }
  .sources ul {
    margin-block: 0.4em 0.6em;
    padding-inline-start: 1.25em;
  }
  .sources li {
    position: relative;
  }
  .sources a {
    display: inline-block;
    padding-block: 0.2em;
  }
  .feedback {
    display: flex;
    align-items: center;
    gap: 0.15em;
    margin-block: -0.4em;
    font-size: 0.875em;
    color: var(--quiet);
  }
  .feedback > span {
    margin-inline-end: 0.4em;
  }
  .thumb {
    display: grid;
    place-items: center;
    inline-size: 2.75em;
    block-size: 2.75em;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: none;
    color: var(--quiet);
  }
  .thumb .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
  }
  .thumb[aria-pressed="true"] {
    background: var(--soft);
    border-color: var(--tint);
    color: var(--tint);
  }
  .thumb[aria-pressed="true"] .icon {
    fill: currentColor;
    fill-opacity: 0.25;
  }
  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }
    .typing span {
      background: CanvasText;
    }
    .thumb[aria-pressed="true"] {
      border-color: Highlight;
      border-width: 3px;
    }
  }
`;var ys=Re(xe),qr=$`
  .launcher {
    position: fixed;
    z-index: var(--backtalk-z, 2147483000);
    bottom: max(20px, env(safe-area-inset-bottom));
    right: max(20px, env(safe-area-inset-right));
    display: flex;
    align-items: center;
    gap: 0.5em;
    max-inline-size: calc(100vw - 40px);
    min-block-size: 3.25em;
    padding: 0.6em 1.25em 0.6em 1em;
    border: 1px solid transparent;
    border-radius: 1.7em;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    line-height: 1.25;
    box-shadow: var(--shadow);
  }
  .launcher:focus-visible {
    outline: 3px solid var(--on-accent);
    outline-offset: -6px;
    box-shadow: 0 0 0 3px var(--accent), 0 0 0 5px var(--on-accent), var(--shadow);
  }
  :host([data-position="left"]) .launcher {
    right: auto;
    left: max(20px, env(safe-area-inset-left));
  }

  .panel {
    flex-direction: column;
    background: var(--surface);
    overflow: hidden;
    overflow-wrap: anywhere;
    overscroll-behavior: contain;
  }
  main.panel,
  dialog.panel[open] {
    display: flex;
  }
  dialog.panel {
    position: fixed;
    z-index: var(--backtalk-z, 2147483000);
    inset: auto 20px 20px auto;
    margin: 0;
    padding: 0;
    inline-size: min(26em, calc(100vw - 40px));
    block-size: min(44em, calc(100vh - 40px));
    max-inline-size: none;
    max-block-size: none;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) + 4px);
    box-shadow: var(--shadow);
  }
  :host([data-position="left"]) dialog.panel {
    inset: auto auto 20px 20px;
  }
  dialog.panel::backdrop {
    background: var(--surface);
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog.panel[open] {
      animation: rise 0.16s ease-out;
    }
    @keyframes rise {
      from {
        opacity: 0;
        transform: translateY(12px);
      }
    }
  }
  @media ${ys} {
    dialog.panel,
    :host([data-position="left"]) dialog.panel {
      inset: var(--top, 0) 0 auto 0;
      inline-size: 100%;
      block-size: var(--height, 100vh);
      block-size: var(--height, 100dvh);
      border: 0;
      border-radius: 0;
      box-shadow: none;
      padding: 0 env(safe-area-inset-right) 0 env(safe-area-inset-left);
    }
  }
  main.panel {
    font-size: 1.0625em;
    block-size: var(--height, 100vh);
    block-size: var(--height, 100dvh);
    max-inline-size: 46em;
    margin: 0 auto;
  }
  :host([data-mode="page"]),
  :host([data-mode="frame"]) {
    display: block;
    font-size: medium;
  }
  :host([data-mode="frame"]) main.panel {
    font-size: medium;
    max-inline-size: none;
  }

  .header {
    flex: none;
    position: relative;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35em;
    padding-block: 0.6em;
    padding-inline: 1em 0.6em;
    border-block-end: 1px solid var(--line);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 2.4em;
    block-size: 2.4em;
    margin-inline-end: 0.4em;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
  }
  .mark .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
  }
  .names {
    flex: 1 1 8em;
    min-inline-size: 0;
    line-height: 1.3;
  }
  .title {
    font-size: 1.0625em;
    inline-size: fit-content;
    font-weight: 650;
    border-radius: 4px;
  }
  .subtitle {
    font-size: 0.875em;
    color: var(--quiet);
  }
  .tool {
    display: grid;
    place-items: center;
    inline-size: clamp(44px, 2.75em, 64px);
    block-size: clamp(44px, 2.75em, 64px);
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    color: var(--quiet);
  }
  .tool[aria-expanded="true"] {
    background: var(--soft);
    color: var(--text);
  }
  .entries {
    position: absolute;
    inset-block-start: calc(100% - 0.25em);
    inset-inline-end: 0.6em;
    inline-size: max-content;
    max-inline-size: calc(100% - 1.2em);
    padding: 0.375em;
    list-style: none;
    background: var(--surface);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }
  .entry {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding: 0.5em 0.8em;
    border: 0;
    border-radius: calc(var(--radius) - 5px);
    background: none;
    text-align: start;
  }

  .frame {
    flex: 1;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    background: var(--surface);
  }
  .frame-wait {
    padding: 1em;
  }
  .frame-wait .button {
    margin-block-start: 0.75em;
  }

  @media (forced-colors: active) {
    .launcher {
      border-color: ButtonText;
    }
    .tool {
      border: 1px solid transparent;
    }
  }
`;var Hr=$`
  @media (max-width: 22.4em) {
    .mark {
      display: none;
    }
    .names {
      flex-basis: 6.5em;
    }
    .tool {
      inline-size: 44px;
      block-size: 44px;
    }
    .transcript,
    .foot {
      padding-inline: 0.75em;
    }
    .card {
      padding-inline: 0.75em;
    }
    .subtitle {
      font-size: 0.8125em;
    }
    .chip {
      gap: 0.35em;
      font-size: 0.9375em;
      padding-inline: 0.5em 0.6em;
    }
  }
  @media (max-width: 15em) {
    .answer-line {
      display: block;
    }
  }
  /* Only the text box stays, the rest scrolls. */
  @media (max-height: 25em) {
    .panel {
      overflow-y: auto;
    }
    .header {
      padding-block: 0.25em;
    }
    .transcript {
      flex: 1 0 auto;
      overflow: visible;
    }
    .foot {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
      padding-block: 0.25em 0.4em;
    }
    .emergency-line {
      margin-block-end: 0.2em;
    }
    .box textarea {
      max-block-size: 4.5em;
    }
    .notice-bar {
      max-block-size: 6em;
      margin-block-end: 0.25em;
      overflow-y: auto;
    }
  }
`;var Dr=[Ir,qr,Nr,Br,Ur,jr,zr,Hr];var vs="backtalk-open",bs="backtalk-close",ks=1e4,te=class extends L{constructor(){super(...arguments);this.isOpen=!1;this.wasOpened=!1;this.spoken={id:0,text:"",urgent:!1};this.told="";this.heard=0;this.chat=null;this.host=null;this.guest=null;this.cleanUp=[];this.onKeyDown=n=>{n.key!=="Escape"||n.defaultPrevented||n.isComposing||this.isPage&&!this.guest||(n.preventDefault(),this.close())};this.onCancel=n=>{n.preventDefault(),this.close()}}get isPage(){return this.settings.mode==="page"||this.settings.mode==="frame"}connectedCallback(){super.connectedCallback();let{lang:n,mode:r,position:o,open:s}=this.settings;this.texts=qn(n),this.lang=xt(n),this.dir=Hn(this.lang),this.dataset.mode=r,this.dataset.position=o,this.cleanUp.push(Lr(this.renderRoot,this.settings.accent,()=>this.showAnew())),r==="iframe"&&(this.host=new He(this.settings,this.lang,()=>this.renderRoot.querySelector("iframe"),()=>this.close(),()=>this.requestUpdate()),this.cleanUp.push(()=>this.host?.dispose())),this.isPage&&(document.documentElement.lang=this.lang,document.title=this.texts.ui.pageTitle,this.begin()),r==="frame"&&(this.guest=new De(this.settings.host,()=>this.focusPanel()),this.cleanUp.push(()=>this.guest?.dispose())),s&&!this.isPage&&!$e()&&this.open({focus:!1})}disconnectedCallback(){super.disconnectedCallback();for(let n of this.cleanUp.splice(0))n();clearTimeout(this.timer),this.chat?.dispose(),this.chat=this.host=this.guest=null,this.isOpen=this.wasOpened=!1}open({focus:n=!0}={}){if(this.isPage||!this.isConnected)return;let r=!this.isOpen;this.isOpen=this.wasOpened=!0,this.host||this.begin(),this.updateComplete.then(()=>{this.isOpen&&(this.showDialog(),n&&this.focusPanel(),r&&this.dispatchEvent(new Event(vs,{bubbles:!0,composed:!0})))})}close(){if(this.guest)return this.guest.close();this.isOpen&&(this.isOpen=!1,this.dialog?.close(),this.updateComplete.then(()=>{this.find(".launcher")?.focus(),this.dispatchEvent(new Event(bs,{bubbles:!0,composed:!0}))}))}begin(){if(!this.chat){let{mode:n,server:r}=this.settings,o=n==="page"?"cookie":"token";this.chat=jn({server:r,keep:o,texts:this.texts.conversation}),this.cleanUp.push(this.chat.subscribe(()=>this.requestUpdate()))}(this.chat.view.phase==="idle"||this.chat.view.phase==="failed")&&this.chat.start()}get dialog(){return this.renderRoot.querySelector("dialog")}find(n){return this.renderRoot.querySelector(n)}showDialog(){let{dialog:n}=this;!n||n.open||(n.removeAttribute("aria-modal"),$e()?(n.showModal(),n.setAttribute("aria-modal","true")):n.open=!0)}showAnew(){let{dialog:n}=this;if(!n?.open)return;let r=this.shadowRoot?.activeElement;n.close(),this.showDialog(),r?.focus({preventScroll:!0})}focusPanel(){if(this.host)return this.host.focus();(J()?this.find(".title"):this.find("textarea"))?.focus({preventScroll:!0})}act(n){this.told="",n(),this.keepFocus()}keepFocus(){(J()?this.find("backtalk-transcript"):this.find("textarea"))?.focus({preventScroll:!0})}scene(n){return{t:this.texts.ui,chat:n,view:n.view,level:this.isPage?2:3,press:r=>this.act(()=>n.press(r)),say:r=>this.act(()=>n.send(r)),retry:r=>this.act(()=>n.retry(r)),start:()=>this.act(()=>{n.start()}),keepFocus:()=>this.keepFocus(),announce:r=>this.announce(r),tell:r=>this.tell(r),told:this.told}}announce(n){this.spoken={id:this.spoken.id+1,text:n,urgent:!1}}tell(n){this.told=n,this.announce(n),clearTimeout(this.timer),this.timer=setTimeout(()=>this.told="",ks)}willUpdate(n){let r=this.chat?.view.announcement;r&&r.serial!==this.heard&&(this.heard=r.serial,r.text&&(this.spoken={id:this.spoken.id+1,text:r.text,urgent:r.urgent}))}render(){let{ui:n}=this.texts;return this.isPage?c`<main class="panel" part="panel" @keydown=${this.onKeyDown}>${this.content()}</main>`:c`
      ${Yn(n,this.isOpen,()=>this.open())}
      <dialog class="panel" part="panel" aria-label=${n.title} @keydown=${this.onKeyDown} @cancel=${this.onCancel}>
        ${this.wasOpened?this.content():u}
      </dialog>
    `}content(){if(this.host)return this.host.render(this.texts.ui);if(!this.chat)return u;let n=!this.isPage||this.guest?.canClose===!0;return Rr(this.scene(this.chat),this.spoken,n?()=>this.close():null)}};te.properties={settings:{attribute:!1},isOpen:{state:!0},spoken:{state:!0},told:{state:!0}},te.styles=Dr;var Fr="backtalk-widget";if(!customElements.get(Fr)){customElements.define(Fr,te);let e=new te;e.settings=zt(document.currentScript,location,document),window.Backtalk={open:()=>e.open(),close:()=>e.close()},document.body?document.body.append(e):addEventListener("DOMContentLoaded",()=>document.body.append(e),{once:!0})}})();
