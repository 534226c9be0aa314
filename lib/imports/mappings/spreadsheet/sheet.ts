/** One sheet with everything: teams, systems, services and databases, as people keep them. */
export const sheet = `Kind;Service name;Description;Team;Product;Status;Type;Depends on;Tags;Wiki;label: tier
Team;Payments;Money in, money out;;;;;;;;
Team;Platform;;;;;;;;;
System;Checkout;From the basket to the receipt;Payments;;;;;;https://wiki.acme.example/checkout;
Service;Payment API;Takes cards;Payments;Checkout;production;service;Fraud Check, resource:payments-db;PCI DSS, Go;Runbook | https://wiki.acme.example/payment-api;1
Service;Fraud Check;;Payments;Checkout;experimental;service;;;;2
Database;Payments DB;;Platform;Checkout;;database;;;;
`;
