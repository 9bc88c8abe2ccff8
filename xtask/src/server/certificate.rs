//! A throw-away authority and one certificate of it for all hosts.

use std::sync::Arc;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PublicKeyData,
};
use rustls::pki_types::PrivateKeyDer;
use sha2::{Digest, Sha256};

pub struct Certificate {
    pub tls: Arc<rustls::ServerConfig>,
    /// The authority's certificate, as base64 of DER.
    pub authority: String,
    /// SHA-256 of the server's public key, as base64.
    pub key_hash: String,
}

/// Makes a certificate for the names. The keys live in memory only.
///
/// # Errors
/// When a name cannot stand in a certificate.
pub fn make(names: &[String]) -> Result<Certificate> {
    let authority_key = KeyPair::generate()?;
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority
        .distinguished_name
        .push(DnType::CommonName, "Faultline test authority");
    let authority_certificate = authority.self_signed(&authority_key)?;
    let issuer = Issuer::new(authority, authority_key);

    let key = KeyPair::generate()?;
    let params = CertificateParams::new(names.to_vec()).context("a host has no possible name")?;
    let certificate = params.signed_by(&key, &issuer)?;
    let chain = vec![
        certificate.der().clone(),
        authority_certificate.der().clone(),
    ];
    let private = PrivateKeyDer::try_from(key.serialize_der()).map_err(anyhow::Error::msg)?;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, private)?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Certificate {
        tls: Arc::new(tls),
        authority: STANDARD.encode(authority_certificate.der()),
        key_hash: STANDARD.encode(Sha256::digest(key.subject_public_key_info())),
    })
}
