enum LibvirtModule {}
