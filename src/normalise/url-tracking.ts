// Which query parameters say how a reader came to an article, and so never which article it is.

/** Parameters that only ever track, by exact name in lower case. */
const NAMES = new Set(
  `fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid yclid ysclid ymclid ttclid igshid igsh li_fat_id srsltid gad_source gad_campaignid
  mc_cid mc_eid mc_tc mkt_tok _ga _gl _gac _gid _hsenc _hsmi __hstc __hssc __hsfp hsctatracking _openstat _ke _kx _bta_tid _bta_c
  __tn__ __readwiselocation __twitter_impression __s __source __gda__ oly_anon_id oly_enc_id vero_id vero_conv
  wickedid wickedsource rb_clickid s_cid s_kwcid ef_id epik _branch_match_id _branch_referrer _bhlid _r_bhlid bhlid xtor xtref xtcr echobox
  guccounter guce_referrer guce_referrer_sig ncid cmpid cmp_id campaign_id campaign_type campaign_name campaignid ito icid
  ocid smid smtyp soc_src soc_trk sr_share feature_source twitter_impression amp_js_v amp_gsa amp_r amp_ct usqp aoh csi ftag
  ns_mchannel ns_source ns_campaign ns_linkname ns_fee fb_action_ids fb_action_types fb_ref fb_source fb_comment_id
  action_object_map action_type_map action_ref_map ref_src ref_url refsrc referrer referer share_id sharetype share_from shared_via
  share_source nr_email_referer newsletter_id trk trkinfo trkcampaign spm scm algo_pvid ved ei sxsrf gs_lcp sa_usg rss_source from_rss
  syclid wt_mc wt.mc_id wt_zmc wtrid wt.z_author tduid tt_medium tt_content gws_rd pk_kwd rtid sscid zanpid awc cjevent irclickid irgwc
  linksource link_source linkid_source partnerid_source dm_i trackingid tracking_id tracking_source track_source
  elqtrackid elqtrack elqtrackid assetid_source utm utm_ iclid vgo_ee hmb_source hmb_medium hmb_campaign phpsessid jsessionid
  aspsessionid cfid cftoken sessionid session_id php_session_id _rdr refid_source mibextid rdid sfnsn wtsid paipv eav
  bbc_source piano_source openlinkback taid at_brand recip_id sailthru_id s_campaign mod_source embedded_source
  emailsource email_source stat_source newsfeed_source yptr nsukey isappinstalled chksm weibo_id wfr
  wprov replytocom feedname feedtype virtualbrandchannel dlvrit maca iref n_cid gepc ticaid inb .tsrc tsrc ref_ _r
  referringsource cndid crp_state disableredirects cmp intcmp yclref ys_ref utm_ clickid click_id affid aff_id aff_sub affiliate affiliateid affiliate_id partnerid
  unlocked_article_code shareid sharetoken share_token gift_token accesstoken giftcopy gaa_at gaa_n gaa_ts gaa_sig
  xts xtmc wpisrc wpmm wprss ftcamp sara_ref icmp _unique_id email_subscriber elq elqaid elqat elqcampaignid`.split(
    /\s+/,
  ),
);

const PREFIXES =
  /^(?:utm[_-]|__(?:xts|cft)__|utm(?:source|medium|campaign|term|content)$|mtm_|pk_|piwik_|matomo_|hsa_|at_(?:medium|campaign|custom|link|format|recipient|send|bbc|ptr)|itm_|stm_|ga_(?:source|medium|term|content|campaign)|dgcid|wt_|wt\.|_hs|mkwid|pcrid|aspsessionid|asc_|ir_|sb_(?:source|medium)|guce_|fb_(?:action|ref|source)|cm_(?:mmc|ven|cat|pla|ite|sp|me|lm)|ns_(?:m|s|c|l|f)|oft_|sms_ss|awt_|nb_|trk_|yclid|amp_(?:js|gsa|r$|ct|latest|kit)|vero_|mbid|rb_click|sc_(?:src|cid|lid|uid|llid|eh|channel|campaign|content|medium|geo|outcome|country|funnel)|bsft_|ceneo_|otm_|dpg_|lloc|hootpostid|action_(?:object|type|ref)_map)/;

/** Names that carry an article's number as often as a trace: dropped only where the value is a trace. */
const AMBIGUOUS = new Set(
  `ref source src from via cid s sid m feed rss origin medium campaign referral r rf refer share shared output outputtype mode
  view format partner mobile app utm_id xt link_source source_id sc sref xg_source feature trackid emc partner_id placement
  display track eref mc fr traffic_source post_type_source ex_source icn int_source mod print printable input device cx fb twitter social`.split(
    /\s+/,
  ),
);

const TRACE =
  /^(?:rss(?:[-_ ]?(?:feed|all|20?|news|reader|item|full|android|main|\d{1,2}))?|atom(?:10)?|feed(?:burner|ly|s)?|xml|twitter|tweet|tw|twtr|facebook|fb|fb[-_]?(?:ia|share|page|post|likes?)|instagram|ig|linkedin|telegram|tg|vk|vkontakte|whatsapp|wa|viber|pinterest|reddit|youtube|yt|google|googlenews|google[-_ ]?(?:news|amp|discover)|gnews|bing|yahoo|flipboard|pocket|inoreader|newsblur|e?mail|mailing|newsletters?|nl|social(?:[-_ ]?(?:media|share|flow))?|soc|share|sharing|sharebutton|share[-_]?(?:button|link|bar|twitter|facebook)|push|notification|search|serp|hp|home|homepage|front(?:page)?|main|widget|sidebar|related|recirc|recommend(?:ed|ation)?|more|morenews|popular|top|topnews|latest|trending|mostread|most[-_]read|internal|direct|partner|syndication|amp|mobile|app|android|ios|iphone|desktop|web|pc|touch|link|copy|copylink|clipboard|short(?:link)?|qr|sms|true|yes|yandex|yandexnews|yanews|rambler|mail\.?ru|mailru|smi2|24smi|mediametrics|naver|daum|kakao|line|hatena|msn|apple[-_]?news|applenews|smartnews|dlvr\.?it|ifttt|buffer|hootsuite|sumo|addthis|echobox|outbrain|taboola|cj|ga|trk|t\.co|sp|story|aggregator|tlg|nf|operanews|youtu\.be)$/;

const HOST_VALUE =
  /^(?:https?:\/\/)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|news|co|ru|ua|de|fr|uk|kr|jp|cn|pl|es|me|tv|info|dev|blog|app|xyz)(?:\/.*)?$/;
const TRACE_CODE =
  /^(?:rss-{1,4}(?:[0-9a-f]{8,16})?-{2,}\d*|(?:rss|tw|fb|soc|nl|em|email|push|hp|mod|cxrecs|us|uk|int|social|newsletter|sr|hpb)[-_:|](?:[a-z]+[-_:|]?)*[\d.]*|ar[-_.]?rss|[a-z]{2,10}[-_|](?:rss|newsletter|twitter|facebook|share|social|feed)(?:[-_|]\w*)?)$/;
const SESSION = /^(?=[a-z]*\d)(?=\d*[a-z])(?:[0-9a-f]{32}|[0-9a-z]{26})$/i;

/** Tracking names that some sites number their pages with: a plain number under them stays. */
const NUMBERED = new Set(
  'ncid icid ocid spm scm smid taid cmp cmpid cmp_id session_id sessionid cfid ei ito rpc trackid share_id referer refid'.split(
    ' ',
  ),
);

/** Whether a parameter tells where the reader came from, whatever its value. Expects the name in lower case. */
export function isTracking(name: string, value: string): boolean {
  if (NUMBERED.has(name) && /^\d{1,10}$/.test(value)) return false;
  return NAMES.has(name) || PREFIXES.test(name);
}

/** Whether a parameter of a name that may also number articles holds the mark of a channel. */
export function isTrace(name: string, value: string): boolean {
  if (!AMBIGUOUS.has(name) || value.length > 64) return false;
  const folded = value.toLowerCase();
  if (name.startsWith('print')) return /^(?:1|true|yes|print|)$/.test(folded);
  if (name === 'rss' && folded === '1') return true;
  return TRACE.test(folded) || TRACE_CODE.test(folded) || (REFERRING.has(name) && HOST_VALUE.test(folded));
}

/**
 * Whether a parameter says what a front page or a list shows where nothing else in the address does: `?s=twitter` is a
 * search, `?view=mobile` beside an article's own address a layout.
 */
export function choosesContent(name: string): boolean {
  return CONTENT_NAMES.has(name);
}

const CONTENT_NAMES = new Set('s sid cid view type mode format feed r story app sc mod output'.split(' '));

/** Whether a number stands under a name that is a mark of tracking by custom only, not by any one tracker. */
export function mayNumberArticle(name: string, value: string): boolean {
  return /^\d{1,10}$/.test(value) && !/^(?:utm|mtm|pk|fb|g[ac]|ms|tw|yclid|_)/.test(name);
}

/** Whether a forum or shop put the reader's session into the address: only beside what names the page. */
export function isSession(name: string, value: string): boolean {
  return (name === 'sid' || name === 's') && SESSION.test(value);
}

const REFERRING = new Set([
  'ref',
  'source',
  'src',
  'from',
  'via',
  'origin',
  'referral',
  'refer',
  'sref',
  'rf',
  'partner',
]);

/** Fragments that tell where the reader came from, or where on the page to look; the article is the same. */
export function isIdleFragment(fragment: string): boolean {
  if (fragment === '' || fragment.startsWith(':~:')) return true;
  if (NUMBERED_PART.test(fragment)) return false;
  if (fragment.startsWith('!') || fragment.startsWith('/')) return fragment.length === 1;
  const name = fragment.slice(0, fragment.search(/[=\-:]|$/)).toLowerCase();
  if (fragment.includes('=') && (isTracking(name, '') || name.startsWith('amp_') || FRAGMENT_NAMES.has(name)))
    return true;
  if (PAGE_PARTS.has(name)) return true;
  return !/\d{3}|[0-9a-f]{8}-[0-9a-f]{4}/.test(fragment);
}

/** A post of a live page, a forum or a list of comments, by its number. */
const NUMBERED_PART =
  /^(?:post|update|entry|block|item|msg|message|live|p|pid|story|news|id|event|comment|reply)[-_=]?\d+$/i;

const FRAGMENT_NAMES = new Set(
  'ref source src from via echobox xtor ftag link_time rss mbid intcid sid cid comment_source'.split(' '),
);
const PAGE_PARTS = new Set(
  'more top respond comments disqus_thread content main header footer share xtor ref rssowlmlink axzz utm_source toc p publish'.split(
    ' ',
  ),
);
