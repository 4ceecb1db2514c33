//! The stylesheets: found under their own names only, kept for ever, and sent as the browser can read them.

use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use portal::style::{CSS_TYPE, Style};

use super::*;

/// Status, headers and bytes for somebody who accepts these codings.
async fn fetch(
    node: &Arc<Node>,
    path: &str,
    accepted: Option<&str>,
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().uri(path);
    if let Some(accepted) = accepted {
        request = request.header(ACCEPT_ENCODING, accepted);
    }
    let response = router(node).call(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, headers, bytes.to_vec())
}

#[tokio::test]
async fn a_style_is_sent_as_the_browser_reads_it_and_kept_for_ever() {
    let court = found().await;
    let node = open(&court.config).await;
    for style in [Style::Plain, Style::Designed] {
        let (path, sheet) = (style.path(), style.sheet());
        for (accepted, is_gzip) in [
            (None, false),
            (Some("br, deflate"), false),
            (Some("gzip;q=0"), false),
            (Some("gzip;q=0.000, br"), false),
            (Some("br, gzip"), true),
            (Some("GZIP;q=0.5"), true),
        ] {
            let (status, headers, bytes) = fetch(&node, &path, accepted).await;
            assert_eq!(status, StatusCode::OK, "{accepted:?}");
            assert_eq!(headers[CONTENT_TYPE], CSS_TYPE);
            assert_eq!(headers[CACHE_CONTROL], "public, max-age=31536000, immutable");
            assert_eq!(headers[VARY], "accept-encoding");
            assert_eq!(headers.get(CONTENT_ENCODING).is_some(), is_gzip, "{accepted:?}");
            let wanted = if is_gzip { sheet.gzip } else { sheet.css.as_bytes() };
            assert_eq!(bytes, wanted, "{accepted:?}");
        }
    }
    let (status, ..) = fetch(&node, "/assets/style.css", None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_page_asks_for_one_style_that_is_there() {
    let court = found().await;
    let node = open(&court.config).await;
    let (_, _, page) = fetch(&node, "/sign-in", None).await;
    let page = String::from_utf8(page).unwrap();
    let links: Vec<&str> = page.split("rel=\"stylesheet\" href=\"").skip(1).collect();
    assert_eq!(links.len(), 1);
    let (status, ..) = fetch(&node, links[0].split('"').next().unwrap(), Some("gzip")).await;
    assert_eq!(status, StatusCode::OK);
}
