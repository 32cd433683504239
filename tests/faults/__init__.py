"""Peers that die at every boundary of a conversation and in mid-PDU: a proxy that cuts, and the table of the cuts."""
