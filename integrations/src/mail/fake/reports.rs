//! Reports as servers of several makes write them. The words are ours, the forms theirs.

/// As Postfix writes it: the headers of the mail come back with it.
#[must_use]
pub fn postfix(returns_to: &str, status: &str, action: &str) -> String {
    format!(
        "Return-Path: <>\r\nX-Original-To: {returns_to}\r\nDelivered-To: {returns_to}\r\n\
         From: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         To: {returns_to}\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"4F2.1/mx.example\"\r\n\
         Message-Id: <4F2@mx.example>\r\n\r\nThis is a MIME-encapsulated message.\r\n\r\n\
         --4F2.1/mx.example\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
         Your message could not be delivered.\r\n\r\n\
         --4F2.1/mx.example\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.example\r\nX-Postfix-Queue-ID: 4F2\r\nArrival-Date: Tue, 24 Nov 2026 09:30:00 +0000\r\n\r\n\
         Final-Recipient: rfc822; grace@faults.example\r\nOriginal-Recipient: rfc822;grace@faults.example\r\n\
         Action: {action}\r\nStatus: {status}\r\nRemote-MTA: dns; mail.faults.example\r\n\
         Diagnostic-Code: smtp; 550 {status} <grace@faults.example>: Recipient address\r\n    rejected: user unknown\r\n\r\n\
         --4F2.1/mx.example\r\nContent-Description: Undelivered Message Headers\r\n\
         Content-Type: text/rfc822-headers\r\n\r\nReturn-Path: <{returns_to}>\r\nSubject: A task is due\r\n\r\n\
         --4F2.1/mx.example--\r\n"
    )
}

/// As Exchange writes it: the status in general terms, the meaning in the text, the whole mail inside.
#[must_use]
pub fn exchange(returns_to: &str) -> String {
    format!(
        "From: <postmaster@exchange.example>\r\nTo: <{returns_to}>\r\nSubject: Undeliverable: A task is due\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"_000_x\"\r\n\r\n\
         --_000_x\r\nContent-Type: multipart/alternative; boundary=\"_alt\"\r\n\r\n--_alt\r\nContent-Type: text/plain\r\n\r\n\
         Your message could not be delivered.\r\n--_alt\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\nPGI+Tm90IGRlbGl2ZXJlZDwvYj4=\r\n--_alt--\r\n\r\n\
         --_000_x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;EX01.exchange.example\r\n\
         Received-From-MTA: dns;aims.example\r\nArrival-Date: Tue, 24 Nov 2026 09:30:00 +0000\r\n\r\n\
         Final-Recipient: rfc822;grace@faults.example\r\nAction: failed\r\nStatus: 5.0.0\r\n\
         Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; no such recipient\r\n\
         X-Display-Name: Grace\r\n\r\n\
         --_000_x\r\nContent-Type: message/rfc822\r\n\r\nReturn-Path: <{returns_to}>\r\nFrom: aims@aims.example\r\n\
         Subject: A task is due\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nDear Grace,\r\n\r\n--_000_x--\r\n"
    )
}

/// As Gmail writes it: pictures beside the words, fields in another order, lines that end in a line feed alone.
#[must_use]
pub fn gmail(returns_to: &str) -> String {
    format!(
        "Delivered-To: {returns_to}\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nTo: {returns_to}\n\
         Auto-Submitted: auto-replied\nSubject: Delivery Status Notification (Failure)\n\
         X-Failed-Recipients: grace@faults.example\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; boundary=\"0000_g\"; report-type=delivery-status\n\n\
         --0000_g\nContent-Type: multipart/related; boundary=\"0001_g\"\n\n--0001_g\nContent-Type: text/plain; charset=\"UTF-8\"\n\n\
         Address not found\n--0001_g\nContent-Type: image/png; name=\"icon.png\"\nContent-Transfer-Encoding: base64\n\n\
         iVBORw0KGgo=\n--0001_g--\n--0000_g\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; googlemail.example\nArrival-Date: Tue, 24 Nov 2026 01:30:00 -0800 (PST)\n\
         X-Original-Message-ID: <1@aims.example>\n\nStatus: 5.1.1\nAction: failed\n\
         Final-Recipient: rfc822; grace@faults.example\nRemote-MTA: dns; mail.faults.example. (192.0.2.1)\n\
         Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.\n \
         550 5.1.1 Please check it.\nLast-Attempt-Date: Tue, 24 Nov 2026 01:30:01 -0800 (PST)\n\n\
         --0000_g\nContent-Type: message/rfc822\n\nReturn-Path: <{returns_to}>\nSubject: A task is due\n\nDear Grace,\n\n--0000_g--\n"
    )
}
