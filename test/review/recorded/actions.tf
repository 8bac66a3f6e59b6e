terraform {
  required_providers {
    ctl = { source = "example/ctl" }
  }
}

resource "terraform_data" "web" {
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.ctl_archive_group.web, action.ctl_restore_group.back, action.ctl_send_mail.web]
    }
  }
}

action "ctl_archive_group" "web" {
  config {
    account_alias = "ALTD"
    group_id      = "2a5c0b9662cf4fc8bf6180f139facdc0"
    impact        = "Web Applications\n  5 servers"
  }
}

action "ctl_restore_group" "back" {
  config {
    account_alias = "ALTD"
    group_id      = terraform_data.web.id
  }
}

action "ctl_send_mail" "web" {}
