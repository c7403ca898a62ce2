enum LibvirtVIMModule {}
